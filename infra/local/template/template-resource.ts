import * as z from 'zod';

/** A resource of the synthesized template, its properties still with intrinsics. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Construct path below the stack, without the closing `Resource`: `Tables/Articles`. */
  readonly path: string;
}

const TemplateJson = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
    }),
  ),
});

/**
 * Reads a CloudFormation template as JSON.
 * @throws {z.ZodError} when it is none
 */
export function parseTemplate(json: unknown): {
  readonly resources: readonly TemplateResource[];
  readonly parameters: ReadonlyMap<string, unknown>;
} {
  const template = TemplateJson.parse(json);
  const resources = Object.entries(template.Resources).map(([id, { Type, Properties, Metadata }]) => ({
    id,
    type: Type,
    properties: Properties,
    path: shortPath(Metadata?.['aws:cdk:path']) ?? id.replace(/[0-9A-F]{8}$/, ''),
  }));
  const parameters = Object.entries(template.Parameters).map(
    ([name, { Default }]) => [name, Default] as const,
  );
  return { resources, parameters: new Map(parameters) };
}

function shortPath(path: string | undefined): string | undefined {
  const inner = path
    ?.split('/')
    .slice(1)
    .filter((part) => part !== 'Resource' && part !== 'Default');
  return inner === undefined || inner.length === 0 ? undefined : inner.join('/');
}
