import { HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';
import { TidingsFunction } from './tidings-function.ts';

export interface ReadApiProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly store: Bucket;
}

/** Answers questions about what is there over HTTP, to callers whose signature IAM knows; changes nothing. */
export class ReadApi extends Construct {
  readonly api: TidingsFunction;
  /** `https://…` without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ReadApiProps) {
    super(scope, id);
    this.api = new TidingsFunction(this, 'Api', {
      settings: props.settings,
      name: 'api',
      timeoutSeconds: 15,
      memoryMb: 512,
      environment: environment(props),
    });
    this.#allow(props);
    const http = new HttpApi(this, 'Http', {
      description: 'Tidings: trends, mentions, articles, watches and alerts, to read',
      defaultAuthorizer: new HttpIamAuthorizer(),
    });
    const integration = new HttpLambdaIntegration('Handler', this.api.function, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    for (const path of ['/', '/{proxy+}']) {
      http.addRoutes({ path, methods: [HttpMethod.GET], integration });
    }
    this.url = http.apiEndpoint;
    const meaning = {
      impact: 'The dashboard and other readers get errors instead of answers.',
      runbook: 'The API answers with errors',
    };
    props.alarms.onErrors(this.api, meaning);
    props.alarms.onMetric(this, 'ServerErrors', http.metricServerError({ statistic: 'Sum' }), 0, meaning);
  }

  #allow({ tables, store }: ReadApiProps): void {
    const { api } = this;
    const { objects, articles, mentions, counts, watches, alerts } = tables;
    api.allow(['dynamodb:GetItem'], articles.tableArn, objects.tableArn);
    api.allow(
      ['dynamodb:Query'],
      counts.tableArn,
      watches.tableArn,
      `${mentions.tableArn}/index/arrivals`,
      `${objects.tableArn}/index/quarantined`,
      `${alerts.tableArn}/index/fired`,
    );
    api.allow(['s3:GetObject'], store.arnForObjects('texts/*'));
  }
}

function environment({ tables, store }: ReadApiProps): Record<string, string> {
  return {
    OBJECTS_TABLE: tables.objects.tableName,
    ARTICLES_TABLE: tables.articles.tableName,
    MENTIONS_TABLE: tables.mentions.tableName,
    COUNTS_TABLE: tables.counts.tableName,
    WATCHES_TABLE: tables.watches.tableName,
    ALERTS_TABLE: tables.alerts.tableName,
    STORE_BUCKET: store.bucketName,
  };
}
