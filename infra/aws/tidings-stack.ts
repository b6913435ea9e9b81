import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Alerting } from './alerting.ts';
import { ArticlesIn } from './articles-in.ts';
import { Counting } from './counting.ts';
import { Ingest } from './ingest.ts';
import { MailOut } from './mail-out.ts';
import { Mailing } from './mailing.ts';
import { PrivateBucket } from './private-bucket.ts';
import { ReadApi } from './read-api.ts';
import type { Settings } from './settings.ts';
import { Tables } from './tables.ts';

export interface TidingsStackProps {
  readonly settings: Settings;
}

/** All of Tidings in one stack, for any account and region: articles in, counts and mails out. */
export class TidingsStack extends Stack {
  constructor(scope: Construct, id: string, props: TidingsStackProps) {
    super(scope, id, {
      description: 'Tidings: media monitoring, from dropped articles to counts and alert mails',
    });
    const { settings } = props;

    const alarms = new Alarms(this, 'Alarms', { settings });
    const articlesIn = new ArticlesIn(this, 'ArticlesIn');
    const store = new PrivateBucket(this, 'Store');
    const tables = new Tables(this, 'Tables', { settings });
    const mailOut = new MailOut(this, 'MailOut', { settings });
    const shared = { settings, alarms, tables, store };

    new Ingest(this, 'Ingest', { ...shared, articlesIn });
    new Counting(this, 'Counting', shared);
    const { wakes } = new Alerting(this, 'Alerting', shared);
    const { url: apiUrl } = new ReadApi(this, 'ReadApi', shared);
    new Mailing(this, 'Mailing', { ...shared, wakes, mailOut });

    const outputs = {
      DropBucket: articlesIn.bucket.bucketName,
      StoreBucket: store.bucketName,
      ApiUrl: apiUrl,
      AlarmTopic: alarms.topic.topicArn,
      ObjectsTable: tables.objects.tableName,
      ArticlesTable: tables.articles.tableName,
      MentionsTable: tables.mentions.tableName,
      CountsTable: tables.counts.tableName,
      WatchesTable: tables.watches.tableName,
      AlertsTable: tables.alerts.tableName,
      MailsTable: tables.mails.tableName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
