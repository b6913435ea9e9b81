import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface TablesProps {
  readonly settings: Settings;
}

/** The tables, one a noun, so that a function's rights are rights on tables; the stream carries articles only. */
export class Tables extends Construct {
  /** What each dropped file held; index `quarantined`. */
  readonly objects: TableV2;
  /** The one fact that all else follows from; index `story`. */
  readonly articles: TableV2;
  /** Registers: which article mentions which tag, and when; index `arrivals`. */
  readonly mentions: TableV2;
  /** Counters: a tag's mentions of a day. */
  readonly counts: TableV2;
  /** What analysts asked for. */
  readonly watches: TableV2;
  /** What fired, for whom; indexes `due`, `waiting` and `fired`. */
  readonly alerts: TableV2;
  /** The outbox; index `claims`. */
  readonly mails: TableV2;
  readonly articlesStreamArn: string;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    const table = (name: string, key: Key, more: Partial<TablePropsV2> = {}) =>
      new TableV2(this, name, {
        ...keyed(...key),
        billing: Billing.onDemand(),
        encryption: TableEncryptionV2.dynamoOwnedKey(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: props.settings.tableDeletionProtection,
        removalPolicy: RemovalPolicy.RETAIN,
        ...more,
      });

    this.objects = table('Objects', ['object'], {
      globalSecondaryIndexes: [index('quarantined', ['quarantine', 'at'])],
    });
    this.articles = table('Articles', ['id'], {
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expires',
      globalSecondaryIndexes: [keysOnly('story', ['story', 'arrived'])],
    });
    this.mentions = table('Mentions', ['tag', 'at'], {
      globalSecondaryIndexes: [index('arrivals', ['tag', 'arrival'])],
    });
    this.counts = table('Counts', ['tag', 'day']);
    this.watches = table('Watches', ['kind', 'key']);
    this.alerts = table('Alerts', ['recipient', 'alert'], {
      timeToLiveAttribute: 'expires',
      localSecondaryIndexes: [{ indexName: 'due', sortKey: text('due') }],
      globalSecondaryIndexes: [keysOnly('waiting', ['waiting', 'due']), index('fired', ['watch', 'fired'])],
    });
    this.mails = table('Mails', ['recipient', 'mail'], {
      timeToLiveAttribute: 'expires',
      globalSecondaryIndexes: [keysOnly('claims', ['pending', 'claimedUntil'])],
    });

    if (this.articles.tableStreamArn === undefined) throw new Error('The table Articles has no stream');
    this.articlesStreamArn = this.articles.tableStreamArn;
  }
}

/** The names of a partition key and, where there is one, a sort key; all are text. */
type Key = readonly [partition: string, sort?: string];

function text(name: string) {
  return { name, type: AttributeType.STRING };
}

function keyed(partition: string, sort?: string) {
  return { partitionKey: text(partition), ...(sort !== undefined && { sortKey: text(sort) }) };
}

/** An index that carries whole items. */
function index(indexName: string, key: Key) {
  return { indexName, ...keyed(...key), projectionType: ProjectionType.ALL };
}

/** An index that carries keys only, to find items that are then read from the table. */
function keysOnly(indexName: string, key: Key) {
  return { indexName, ...keyed(...key), projectionType: ProjectionType.KEYS_ONLY };
}
