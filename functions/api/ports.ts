import type { Instant } from '../../shared/article/article.ts';
import type { TextStore } from '../../shared/aws/articles.ts';
import type { Table } from '../../shared/aws/table.ts';

/** What the routes read. */
export interface ApiPorts {
  readonly objects: Table;
  readonly articles: Table;
  readonly mentions: Table;
  readonly counts: Table;
  readonly watches: Table;
  readonly alerts: Table;
  readonly texts: TextStore;
  readonly now: () => Instant;
}
