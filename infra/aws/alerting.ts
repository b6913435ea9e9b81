import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetteredQueue } from './dead-lettered-queue.ts';
import { feedFromArticles } from './feed-from-articles.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';
import { TidingsFunction } from './tidings-function.ts';

export interface AlertingProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly store: Bucket;
}

/** Finds the watches that an article fires, and wakes the mailer for each recipient. */
export class Alerting extends Construct {
  readonly alert: TidingsFunction;
  /** Wake-ups: they name a recipient, and a recipient's keep their order. */
  readonly wakes: DeadLetteredQueue;

  constructor(scope: Construct, id: string, props: AlertingProps) {
    super(scope, id);
    const { settings, tables, store, alarms } = props;
    this.wakes = new DeadLetteredQueue(this, 'WakeQueue', { fifo: true });
    this.alert = new TidingsFunction(this, 'Alert', {
      settings,
      name: 'alert',
      timeoutSeconds: 60,
      memoryMb: 256,
      environment: {
        WATCHES_TABLE: tables.watches.tableName,
        ALERTS_TABLE: tables.alerts.tableName,
        WAKE_QUEUE_URL: this.wakes.queue.queueUrl,
      },
    });
    this.alert.allow(['dynamodb:Query'], tables.watches.tableArn);
    this.alert.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tables.alerts.tableArn);
    this.alert.allow(['sqs:SendMessage'], this.wakes.queue.queueArn);
    const feed = feedFromArticles(this.alert, { tables, store, windowSeconds: 0 });
    alarms.onErrors(this.alert, {
      impact: 'Watches do not fire for new articles, or fire late.',
      runbook: 'Watches do not fire',
    });
    alarms.onStreamAge(this.alert, {
      impact: 'Alerts are more than an hour late.',
      runbook: 'A reader of the articles is behind',
    });
    alarms.onGivenUp(feed, {
      impact:
        'Some articles were never held against the watches: alerts are missing until they are replayed.',
      runbook: 'Changes of articles were given up',
    });
  }
}
