import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { startChild } from '../engines/child.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const CdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** Settings of the stack that only make sense on one machine. */
const LOCAL_CONTEXT = { countWindowSeconds: 1 };

/** What the CDK CLI adds to an app's context, so that resources carry their construct path. */
const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/**
 * Synthesizes the stack into `folder` by running the app as the CDK CLI does, without the CLI's own start-up.
 * @throws {Error} with the app's own words when it fails
 */
export async function synthesize(folder: string): Promise<void> {
  const { context } = CdkJson.parse(JSON.parse(readFileSync(join(PROJECT, 'cdk.json'), 'utf8')));
  const app = join(PROJECT, 'infra/aws/app.ts');
  const child = await startChild(process.execPath, [app], {
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...CLI_CONTEXT, ...LOCAL_CONTEXT }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.process.stdout?.resume();
  const { code, lastWords } = await child.ended;
  if (code !== 0) throw new Error(`The stack cannot be synthesized (infra/aws/app.ts):\n${lastWords}`);
}
