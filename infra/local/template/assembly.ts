import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What `cdk synth` left in a folder: the one stack's template, and where its assets lie. */
export interface Assembly {
  readonly template: unknown;
  /** Folder of the asset that CloudFormation would find under this key; throws when there is none. */
  assetFolder(objectKey: string): string;
}

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/**
 * Reads a cloud assembly.
 * @throws {Error} when it does not hold exactly one stack
 */
export function readAssembly(folder: string): Assembly {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { artifacts } = Manifest.parse(read('manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  const templateFile = stack?.[1].properties?.templateFile;
  if (stack === undefined || stacks.length > 1 || templateFile === undefined) {
    throw new Error(`The local runner runs one stack; ${folder} holds ${stacks.length}.`);
  }
  const { files } = Assets.parse(read(`${stack[0]}.assets.json`));
  const folders = new Map(
    Object.values(files).flatMap(({ source: { path }, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, path] as const),
    ),
  );
  return {
    template: read(templateFile),
    assetFolder(objectKey) {
      const path = folders.get(objectKey);
      if (path === undefined) throw new Error(`The assembly holds no asset ${objectKey}.`);
      return join(folder, path);
    },
  };
}
