import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type EventSource, readEventSource } from './event-source.ts';
import type { Found } from './found.ts';
import { type FunctionSpec, readFunction } from './function-spec.ts';
import { type Route, readRoute } from './http-route.ts';
import { nameResources } from './physical-names.ts';
import { type Addresses, localReferences } from './references.ts';
import { type BucketSpec, type QueueSpec, readBucket, readQueue } from './storage-spec.ts';
import { readTable, type TableSpec } from './table-spec.ts';
import { resolveValue } from './template.ts';
import { parseTemplate, type TemplateResource } from './template-resource.ts';

/** What a template makes, in the terms of this machine. */
export interface LocalStack {
  readonly tables: readonly TableSpec[];
  readonly buckets: readonly BucketSpec[];
  readonly queues: readonly QueueSpec[];
  readonly functions: readonly FunctionSpec[];
  readonly sources: readonly EventSource[];
  readonly routes: readonly Route[];
}

/** Types that keep, guard or watch something on AWS and do nothing on one machine. */
const WITHOUT_MEANING_HERE = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

const READ_HERE = new Set([
  'AWS::ApiGatewayV2::Route',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
]);

/**
 * Works out what an assembly's stack makes on this machine.
 * @throws {Error} naming a resource type, intrinsic or setting that the local runner does not know
 */
export function readStack(assembly: Assembly, addresses: Addresses): LocalStack {
  const template = parseTemplate(assembly.template);
  for (const { id, type } of template.resources) {
    if (!READ_HERE.has(type) && !WITHOUT_MEANING_HERE.has(type)) {
      throw new Error(`The template's ${id} is a ${type}, which the local runner does not know.`);
    }
  }
  const names = nameResources(template.resources);
  const references = localReferences(template, names, addresses);

  const read = <T>(type: string, reader: (found: Found) => T): readonly T[] =>
    template.resources
      .filter((resource) => resource.type === type)
      .map((resource) => {
        const { noun, physical } = names.get(resource.id) ?? { noun: resource.id, physical: resource.id };
        const resolve = (value: unknown) => resolveValue(value, references);
        return explain(resource, () =>
          reader({ id: resource.id, noun, name: physical, properties: resource.properties, resolve }),
        );
      });

  const functions = read('AWS::Lambda::Function', (found) => readFunction(found, assembly, addresses.api));
  const functionOf = targetFunctions(template.resources);
  return {
    tables: read('AWS::DynamoDB::GlobalTable', readTable),
    buckets: read('AWS::S3::Bucket', readBucket),
    queues: read('AWS::SQS::Queue', readQueue),
    functions,
    sources: read('AWS::Lambda::EventSourceMapping', readEventSource),
    routes: read('AWS::ApiGatewayV2::Route', (found) => readRoute(found, functionOf)),
  };
}

const FunctionArn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });

/** Which function each integration of the HTTP API calls, by logical ids. */
function targetFunctions(resources: readonly TemplateResource[]): ReadonlyMap<string, string> {
  return new Map(
    resources
      .filter(({ type }) => type === 'AWS::ApiGatewayV2::Integration')
      .map(({ id, properties }) => [id, FunctionArn.parse(properties['IntegrationUri'])['Fn::GetAtt'][0]]),
  );
}

function explain<T>(resource: TemplateResource, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`The local runner cannot make ${resource.path} (${resource.type}): ${reason}`, {
      cause: error,
    });
  }
}
