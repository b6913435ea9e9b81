import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Found } from './found.ts';
import { withLocalApi } from './references.ts';

/** A function as the template describes it. */
export interface FunctionSpec {
  readonly id: string;
  /** `ingest` */
  readonly noun: string;
  readonly name: string;
  /** Folder that holds the bundle. */
  readonly folder: string;
  /** `index.handler`: file without its extension, and export. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

const Properties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.int().default(3),
  MemorySize: z.int().default(128),
  Environment: z
    .object({ Variables: z.record(z.string(), z.unknown()).default({}) })
    .default({ Variables: {} }),
});

export function readFunction(found: Found, assembly: Assembly, api: string): FunctionSpec {
  const { Code, Handler, Timeout, MemorySize, Environment } = Properties.parse(found.properties);
  const environment = Object.entries(Environment.Variables).map(([name, value]) => [
    name,
    withLocalApi(z.coerce.string().parse(found.resolve(value)), api),
  ]);
  return {
    id: found.id,
    noun: found.noun.toLowerCase(),
    name: found.name,
    folder: assembly.assetFolder(Code.S3Key),
    handler: Handler,
    timeoutMs: Timeout * 1000,
    memoryMb: MemorySize,
    environment: Object.fromEntries(environment),
  };
}
