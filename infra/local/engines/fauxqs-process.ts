import { subscribe } from 'node:diagnostics_channel';
import { mkdirSync } from 'node:fs';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';

/** Runs fauxqs on loopback until the parent is gone; argument: `{"port", "region", "dir"?}`. */
const { port, region, dir } = z
  .object({ port: z.int(), region: z.string(), dir: z.string().optional() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

// fauxqs listens on every interface and has no setting for it, so its listen call is narrowed here.
subscribe('tracing:net.server.listen:asyncStart', (message) => {
  if (hasHost(message)) message.options.host = '127.0.0.1';
});

process.once('disconnect', () => process.exit(0));
if (dir !== undefined) mkdirSync(dir, { recursive: true });
const server = await startFauxqs({
  port,
  logger: false,
  defaultRegion: region,
  ...(dir === undefined ? {} : { dataDir: dir }),
});
process.send?.({ port: server.port });

function hasHost(message: unknown): message is { options: { host: string } } {
  return z.object({ options: z.object({ host: z.string() }) }).safeParse(message).success;
}
