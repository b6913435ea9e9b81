import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { type DeadLetteredQueue, QUEUE_READER_TIMEOUT } from './dead-lettered-queue.ts';
import { feedFromQueue } from './feed-from-queue.ts';
import type { MailOut } from './mail-out.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';
import { TidingsFunction } from './tidings-function.ts';

export interface MailingProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly store: Bucket;
  readonly wakes: DeadLetteredQueue;
  readonly mailOut: MailOut;
}

/** Turns a recipient's due alerts into mails and sends them. */
export class Mailing extends Construct {
  readonly mail: TidingsFunction;

  constructor(scope: Construct, id: string, props: MailingProps) {
    super(scope, id);
    const { tables, mailOut, alarms } = props;
    this.mail = new TidingsFunction(this, 'Mail', {
      settings: props.settings,
      name: 'mail',
      timeoutSeconds: QUEUE_READER_TIMEOUT.toSeconds(),
      memoryMb: 256,
      environment: {
        ALERTS_TABLE: tables.alerts.tableName,
        MAILS_TABLE: tables.mails.tableName,
        ARTICLES_TABLE: tables.articles.tableName,
        STORE_BUCKET: props.store.bucketName,
        MAIL_SENDER: mailOut.sender,
        CONFIGURATION_SET: mailOut.configurationSetName,
        WAKE_QUEUE_URL: props.wakes.queue.queueUrl,
      },
    });
    // One recipient at a time, so that a slow one takes no other's time.
    feedFromQueue(this.mail, props.wakes.queue, 1);
    this.#allow(props);
    alarms.onErrors(this.mail, {
      impact: 'Alert mails are not sent, or late.',
      runbook: 'Mails are not sent',
    });
    alarms.onDeadLetters(props.wakes.deadLetters, {
      impact: 'Some recipients were not sent their alerts.',
      runbook: 'Recipients were given up',
    });
  }

  #allow({ tables, store, mailOut, wakes }: MailingProps): void {
    const { mail } = this;
    mail.allow(['dynamodb:UpdateItem'], tables.alerts.tableArn, tables.mails.tableArn);
    mail.allow(['dynamodb:Query'], `${tables.alerts.tableArn}/index/due`);
    mail.allow(['dynamodb:GetItem'], tables.articles.tableArn);
    mail.allow(['s3:GetObject'], store.arnForObjects('texts/*'));
    mail.allow(['sqs:SendMessage'], wakes.queue.queueArn);
    mail.allow(['ses:SendEmail'], ...mailOut.arns);
  }
}
