import { Hono } from 'hono';
import { recipientId } from '../../shared/alert/recipient-id.ts';
import type { WatchesAnswer } from '../../shared/api/watches.ts';
import { listWatches } from '../../shared/aws/watches.ts';
import type { ApiPorts } from './ports.ts';

/** `GET /watches` */
export function watchesRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', async (context) => {
    const watches = await listWatches(ports.watches);
    return context.json({
      watches: watches.map((watch) => ({ ...watch, recipients: watch.recipients.map(recipientId) })),
    } satisfies WatchesAnswer);
  });
}
