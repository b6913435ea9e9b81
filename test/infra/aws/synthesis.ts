import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readSettings } from '../../../infra/aws/settings.ts';
import { TidingsStack } from '../../../infra/aws/tidings-stack.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

export type Resource = z.infer<typeof resourceSchema>;

/** The stack as CloudFormation would get it, without bundling, as no test of the template looks into a bundle. */
export function synthesize(settings: Readonly<Record<string, unknown>> = {}): Template {
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(new TidingsStack(app, 'Tidings', { settings: readSettings(settings) }));
}

export function resourcesOf(template: Template): Readonly<Record<string, Resource>> {
  return templateSchema.parse(template.toJSON()).Resources;
}

/** The resources of one type as pairs of logical id and resource. */
export function resourcesOfType(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(resourcesOf(template)).filter(([, resource]) => resource.Type === type);
}

const intrinsicSchema = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => withoutHash(Ref)),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(
      ({ 'Fn::GetAtt': [id, attribute] }) => withoutHash(id) + (attribute === 'Arn' ? '' : `.${attribute}`),
    ),
]);

const textSchema = z.union([
  z.string(),
  intrinsicSchema,
  z
    .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.union([z.string(), intrinsicSchema]))]) })
    .transform(({ 'Fn::Join': [separator, parts] }) => parts.join(separator)),
]);

/** A value of the template to read: `TablesAlerts/index/due` for the ARN of that index. */
export function asText(value: unknown): string {
  return textSchema.parse(value);
}

/** A logical id without the hash that CDK puts behind it. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

const oneOrMany = z.union([z.array(z.unknown()), z.unknown().transform((value) => [value])]);

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.transform((actions) => actions.map(asText)),
  Resource: oneOrMany.transform((resources) => resources.map(asText)),
  Condition: z.unknown().optional(),
});

const policySchema = z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) });

export type Statement = z.infer<typeof statementSchema>;

/** The statements of every policy in the template, of roles, buckets, queues and topics, with their policy's logical id. */
export function statementsOf(template: Template): readonly (readonly [string, Statement])[] {
  return Object.entries(resourcesOf(template))
    .filter(([, { Properties }]) => 'PolicyDocument' in Properties)
    .flatMap(([id, { Properties }]) =>
      policySchema.parse(Properties).PolicyDocument.Statement.map((statement) => [id, statement] as const),
    );
}

/** Whether a `Ref` or `Fn::GetAtt` somewhere in the value points to this resource. */
export function refersTo(value: unknown, id: string): boolean {
  return JSON.stringify(value ?? null).includes(`"${id}"`);
}

/** A property of a resource by its path; nothing where the path ends early. */
export function property(resource: Resource, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined,
    resource.Properties,
  );
}

/** Whether a policy of this type on this resource denies everything to calls without TLS. */
export function refusesPlainHttp(template: Template, type: string, attachedBy: string, id: string): boolean {
  const policyIds = resourcesOfType(template, type)
    .filter(([, policy]) => refersTo(policy.Properties[attachedBy], id))
    .map(([policyId]) => policyId);
  return statementsOf(template).some(
    ([policyId, { Effect, Action, Condition }]) =>
      policyIds.includes(policyId) &&
      Effect === 'Deny' &&
      Action.every((action) => action.endsWith(':*')) &&
      JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}
