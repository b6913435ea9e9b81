import { Presets, SingleBar } from 'cli-progress';

/** Tells how far a piece of work is. */
export interface Progress {
  step(): void;
  end(): void;
}

/** A bar on a terminal, else a line at each tenth. */
export function startProgress(label: string, total: number, out: NodeJS.WriteStream): Progress {
  if (out.isTTY) {
    const bar = new SingleBar(
      { format: `${label} {bar} {value} of {total}`, stream: out, hideCursor: true, barsize: 30 },
      Presets.shades_classic,
    );
    bar.start(total, 0);
    return { step: () => bar.increment(), end: () => bar.stop() };
  }
  const tenth = Math.max(1, Math.ceil(total / 10));
  let done = 0;
  return {
    step: () => {
      done += 1;
      if (done % tenth === 0 || done === total) out.write(`${label} ${done} of ${total}\n`);
    },
    end: () => {},
  };
}
