import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { hasCode } from '../shared/runtime/error-code.ts';

const endpointsFile = z.object({
  s3: z.url(),
  bucket: z.string(),
  api: z.url(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  dynamodb: z.url().exactOptional(),
  tables: z.record(z.string(), z.string()).exactOptional(),
});

/** Where the Tidings that runs on this machine can be reached. */
export type Endpoints = z.output<typeof endpointsFile>;

/** Reads `DIR/endpoints.json`; `unreachable` says, for a person, why there is none. */
export async function readEndpoints(
  dir: string,
): Promise<{ readonly endpoints: Endpoints } | { readonly unreachable: string }> {
  const file = join(dir, 'endpoints.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    return { unreachable: 'Tidings does not run here. Start it with npm start, in another terminal.' };
  }
  const parsed = endpointsFile.safeParse(JSON.parse(text));
  if (parsed.success) return { endpoints: parsed.data };
  return { unreachable: `${file} is incomplete:\n${z.prettifyError(parsed.error)}` };
}

/** The settings by which an SDK client reaches the local engines. */
export function localClient(
  { region, accessKeyId, secretAccessKey }: Pick<Endpoints, 'region' | 'accessKeyId' | 'secretAccessKey'>,
  endpoint: string,
) {
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
}
