import type { TemplateResource } from './template-resource.ts';

/** What a resource is called here: `Articles` for people, `tidings-Articles` for the engine. */
export interface LocalName {
  readonly noun: string;
  readonly physical: string;
}

const OWN_NAME: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SES::ConfigurationSet': 'Name',
};
const SAYS_ONLY_ITS_KIND = new Set(['Table', 'Bucket', 'Queue', 'Function']);

/**
 * Names each resource by the end of its construct path, with as many parents as make it unique in its type, so that
 * names stay the same from start to start; a name that the template gives wins.
 */
export function nameResources(resources: readonly TemplateResource[]): ReadonlyMap<string, LocalName> {
  const nouns = new Map<string, string>();
  for (const [, alike] of Map.groupBy(resources, ({ type }) => type)) {
    for (const resource of alike) nouns.set(resource.id, uniqueNoun(resource, alike));
  }
  return new Map(
    resources.map((resource) => {
      const noun = nouns.get(resource.id) ?? resource.id;
      return [resource.id, { noun, physical: givenName(resource) ?? physicalName(resource, noun) }];
    }),
  );
}

function uniqueNoun(resource: TemplateResource, alike: readonly TemplateResource[]): string {
  const own = segments(resource);
  const others = alike.filter(({ id }) => id !== resource.id).map(segments);
  for (let count = 1; count < own.length; count += 1) {
    const end = own.slice(-count).join('-');
    if (!others.some((other) => other.slice(-count).join('-') === end)) return end;
  }
  return own.join('-');
}

function segments({ path }: TemplateResource): readonly string[] {
  const all = path.split('/');
  return all.length > 1 && SAYS_ONLY_ITS_KIND.has(all.at(-1) ?? '') ? all.slice(0, -1) : all;
}

function givenName({ type, properties }: TemplateResource): string | undefined {
  const given = properties[OWN_NAME[type] ?? ''];
  return typeof given === 'string' ? given : undefined;
}

function physicalName({ type, properties }: TemplateResource, noun: string): string {
  const name = `tidings-${noun}`;
  if (type === 'AWS::S3::Bucket') return name.toLowerCase();
  return type === 'AWS::SQS::Queue' && properties['FifoQueue'] === true ? `${name}.fifo` : name;
}
