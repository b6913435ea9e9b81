/** A query that an analyst keeps, and who hears of its matches. */
export interface Watch {
  /** Lower-case letters, digits and hyphens: `tripp`. */
  readonly key: string;
  /** What mails and pages call it: `TRIPP corridor`. */
  readonly name: string;
  readonly query: string;
  /** E-mail addresses. */
  readonly recipients: readonly string[];
  /** Rises when the query changes. */
  readonly version: number;
}
