import { createHash } from 'node:crypto';
import type { Alert } from '../alert/alert.ts';

/** The id of the mail that carries one alert: sortable by time, the same at every attempt, fit for an SES tag. */
export function mailId({
  recipient,
  alert,
  fired = '',
}: Pick<Alert, 'recipient' | 'alert' | 'fired'>): string {
  const digest = createHash('sha256').update(`${recipient}/${alert}`).digest('hex').slice(0, 16);
  return `${fired.replace(/[-:.]/gu, '')}-${digest}`;
}
