import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { feedFromArticles } from './feed-from-articles.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';
import { TidingsFunction } from './tidings-function.ts';

export interface CountingProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly store: Bucket;
}

/** Moves mentions, and the counters with them, for each change of an article. */
export class Counting extends Construct {
  readonly project: TidingsFunction;

  constructor(scope: Construct, id: string, props: CountingProps) {
    super(scope, id);
    const { settings, tables, store, alarms } = props;
    this.project = new TidingsFunction(this, 'Project', {
      settings,
      name: 'project',
      timeoutSeconds: 60,
      memoryMb: 512,
      environment: {
        MENTIONS_TABLE: tables.mentions.tableName,
        COUNTS_TABLE: tables.counts.tableName,
      },
    });
    // A transaction needs the rights of the single writes that it holds:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
    this.project.allow(['dynamodb:PutItem'], tables.mentions.tableArn);
    this.project.allow(['dynamodb:UpdateItem'], tables.counts.tableArn);
    const feed = feedFromArticles(this.project, {
      tables,
      store,
      windowSeconds: settings.countWindowSeconds,
    });
    alarms.onErrors(this.project, {
      impact: 'Trends and lists of mentions do not follow new articles.',
      runbook: 'Counts do not follow the articles',
    });
    alarms.onStreamAge(this.project, {
      impact: 'Trends and lists of mentions are more than an hour behind.',
      runbook: 'A reader of the articles is behind',
    });
    alarms.onMessage(this.project, 'mention given up', {
      impact: 'Some articles are missing from a trend and its list of mentions.',
      runbook: 'A mention was given up',
    });
    alarms.onGivenUp(feed, {
      impact:
        'Some changes of articles are missing from trends and lists of mentions until they are replayed.',
      runbook: 'Changes of articles were given up',
    });
  }
}
