/** One measured number, as `--json` prints it: one object a line. */
export interface Figure {
  readonly bench: string;
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** How many things were measured. */
  readonly n: number;
  /** The same measured of something known, in the same run. */
  readonly baseline?: number;
}

/** What a bench is told. */
export interface BenchOptions {
  /** Folder of labelled data. */
  readonly data: string;
  /** Says how far it is: never on standard output. */
  readonly progress: (line: string) => void;
}

/** A bench: yields each figure as it is known. */
export type Bench = (options: BenchOptions) => AsyncIterable<Figure>;
