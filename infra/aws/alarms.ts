import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import type { TidingsFunction } from './tidings-function.ts';

const PERIOD = Duration.minutes(5);
const STREAM_AGE_LIMIT = Duration.hours(1);

export interface AlarmsProps {
  readonly settings: Settings;
}

/** What whoever is woken needs to know. */
export interface Meaning {
  /** What analysts notice, in a sentence. */
  readonly impact: string;
  /** The heading of docs/runbook.md that says what to do. */
  readonly runbook: string;
}

/** The alarms, each declared by the part that it watches, and the topic that they all speak to. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A topic with a policy of its own, as TLS-only needs one, lets nobody publish who is not named in it.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const { alarmAddress } = props.settings;
    if (alarmAddress !== undefined) this.topic.addSubscription(new EmailSubscription(alarmAddress));
  }

  /** A record that fails is no error here, as it is answered in part; a crash, a time-out or a failed start is. */
  onErrors(watched: TidingsFunction, meaning: Meaning): void {
    const metric = watched.function.metricErrors({ period: PERIOD });
    this.#alarm(watched, 'Errors', metric, 0, meaning);
  }

  onDeadLetters(deadLetters: Queue, meaning: Meaning): void {
    const metric = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD });
    this.#alarm(deadLetters, 'NotEmpty', metric, 0, meaning);
  }

  /** An hour behind leaves 23 until the stream forgets. */
  onStreamAge(reader: TidingsFunction, meaning: Meaning): void {
    const metric = reader.function.metric('IteratorAge', { statistic: 'Maximum', period: PERIOD });
    this.#alarm(reader, 'Behind', metric, STREAM_AGE_LIMIT.toMilliseconds(), meaning);
  }

  /**
   * Records that went to the failure destination, and such as could not even go there.
   * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  onGivenUp(mapping: EventSourceMapping, meaning: Meaning): void {
    const metrics = { GivenUp: 'OnFailureDestinationDeliveredEventCount', Dropped: 'DroppedEventCount' };
    for (const [id, metricName] of Object.entries(metrics)) {
      const metric = new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
        statistic: 'Sum',
        period: PERIOD,
      });
      this.#alarm(mapping, id, metric, 0, meaning);
    }
  }

  /** Rings when the function logs a line with this message. */
  onMessage(watched: TidingsFunction, message: string, meaning: Meaning): void {
    const filter = watched.logs.addMetricFilter('GivenUpFilter', {
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
      metricNamespace: `${Aws.STACK_NAME}/Logs`,
      metricName: message.replaceAll(' ', '-'),
    });
    this.#alarm(watched, 'Message', filter.metric({ statistic: 'Sum', period: PERIOD }), 0, meaning);
  }

  /** For what only one part measures: rings when the metric passes the limit in one period. */
  onMetric(scope: Construct, id: string, metric: IMetric, limit: number, meaning: Meaning): void {
    this.#alarm(scope, id, metric, limit, meaning);
  }

  #alarm(scope: Construct, id: string, metric: IMetric, limit: number, meaning: Meaning): void {
    const alarm = new Alarm(scope, `${id}Alarm`, {
      metric,
      threshold: limit,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${meaning.impact} What to do: docs/runbook.md, "${meaning.runbook}".`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
