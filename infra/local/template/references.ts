import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';
import type { LocalName } from './physical-names.ts';
import type { References } from './template.ts';
import type { TemplateResource } from './template-resource.ts';

/** Where the doors of this machine are, as the template's values need them. */
export interface Addresses {
  /** `http://127.0.0.1:PORT` of the engine that answers SQS. */
  readonly sqs: string;
  /** `http://127.0.0.1:PORT` of the HTTP API. */
  readonly api: string;
}

const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Region': LOCAL_REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Tidings',
};

const SERVICE: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'dynamodb',
  'AWS::SQS::Queue': 'sqs',
  'AWS::Lambda::Function': 'lambda',
  'AWS::SNS::Topic': 'sns',
};

/** What the references of a template come to once its resources are made here under these names. */
export function localReferences(
  template: {
    readonly resources: readonly TemplateResource[];
    readonly parameters: ReadonlyMap<string, unknown>;
  },
  names: ReadonlyMap<string, LocalName>,
  addresses: Addresses,
): References {
  const byId = new Map(template.resources.map((resource) => [resource.id, resource]));
  const nameOf = (id: string) => names.get(id)?.physical ?? id;

  return {
    ref(name) {
      if (name in PSEUDO) return PSEUDO[name];
      const resource = byId.get(name);
      if (resource === undefined) return template.parameters.get(name);
      if (resource.type === 'AWS::SQS::Queue') return queueUrl(addresses.sqs, nameOf(name));
      if (resource.type === 'AWS::SNS::Topic') return arnOf(resource, nameOf(name));
      return resource.type === 'AWS::ApiGatewayV2::Api' ? LOCAL_API : nameOf(name);
    },
    attribute(id, attribute) {
      const resource = byId.get(id);
      if (resource === undefined) return undefined;
      if (attribute === 'Arn') return arnOf(resource, nameOf(id));
      if (attribute === 'QueueName') return nameOf(id);
      if (attribute === 'StreamArn') return `${arnOf(resource, nameOf(id))}/stream/local`;
      return attribute === 'ApiEndpoint' ? addresses.api : undefined;
    },
  };
}

const LOCAL_API = 'tidings-local-api';
const DEPLOYED_API = `https://${LOCAL_API}.execute-api.${LOCAL_REGION}.amazonaws.com`;

/** The same text with the address that the HTTP API would have on AWS replaced by the one that it has here. */
export function withLocalApi(text: string, api: string): string {
  return text.replaceAll(DEPLOYED_API, api);
}

export function queueUrl(sqs: string, name: string): string {
  return `${sqs}/${LOCAL_ACCOUNT}/${name}`;
}

function arnOf({ type }: TemplateResource, name: string): string {
  if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${name}`;
  if (type === 'AWS::IAM::Role') return `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`;
  if (type === 'AWS::Logs::LogGroup')
    return `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${name}:*`;
  const service = SERVICE[type];
  if (service === undefined)
    throw new Error(`The template asks for the ARN of a ${type}, which the local runner does not know.`);
  const kind = { dynamodb: 'table/', lambda: 'function:' }[service] ?? '';
  return `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${kind}${name}`;
}
