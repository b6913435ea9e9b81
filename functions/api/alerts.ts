import { Hono } from 'hono';
import * as z from 'zod';
import { type Alert, alertState } from '../../shared/alert/alert.ts';
import { recipientId } from '../../shared/alert/recipient-id.ts';
import { type AlertsAnswer, alertsQuery } from '../../shared/api/alerts.ts';
import { readCursor, writeCursor } from '../../shared/api/cursor.ts';
import { firedPosition, queryFired } from '../../shared/aws/alerts.ts';
import { listWatches } from '../../shared/aws/watches.ts';
import { mergeNewest } from './merge-newest.ts';
import type { ApiPorts } from './ports.ts';
import { badCursor, query } from './problem.ts';

/** `GET /alerts` */
export function alertsRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', query(alertsQuery), async (context) => {
    const { watch, recipient: address, cursor, limit } = context.req.valid('query');
    const recipient = address === undefined ? undefined : recipientId(address);
    const question = ['alerts', watch, recipient];
    const before = cursor === undefined ? undefined : readCursor(question, cursor, z.string());
    if (cursor !== undefined && before === undefined) return badCursor();
    const watches = watch === undefined ? await watchesOf(ports, recipient) : [watch];
    const lists = await Promise.all(
      watches.map((key) =>
        queryFired(ports.alerts, key, {
          ...(before !== undefined && { before }),
          ...(recipient !== undefined && { recipient }),
          limit: limit + 1,
        }),
      ),
    );
    const { page, more } = mergeNewest(lists, firedPosition, limit);
    const last = page.at(-1);
    return context.json({
      alerts: page.map(showAlert),
      ...(more && last !== undefined && { cursor: writeCursor(question, firedPosition(last)) }),
    } satisfies AlertsAnswer);
  });
}

async function watchesOf(ports: ApiPorts, recipient: string | undefined): Promise<readonly string[]> {
  const watches = await listWatches(ports.watches);
  const reaches = (address: string) => recipient === undefined || recipientId(address) === recipient;
  return watches.filter(({ recipients }) => recipients.some(reaches)).map(({ key }) => key);
}

function showAlert(alert: Alert): AlertsAnswer['alerts'][number] {
  const { watch, recipient, story, fired = '', mailed, articles } = alert;
  return {
    ...{ watch: watch.key, name: watch.name, recipient, story, fired },
    state: alertState(alert),
    ...(mailed !== undefined && { mailed }),
    articles: Object.entries(articles).map(([article, { matches }]) => ({ article, matches })),
  };
}
