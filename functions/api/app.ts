import { Hono } from 'hono';
import { alertsRoutes } from './alerts.ts';
import { articlesRoutes } from './articles.ts';
import { mentionsRoutes } from './mentions.ts';
import { objectsRoutes, quarantineRoutes } from './objects.ts';
import type { ApiPorts } from './ports.ts';
import { problem } from './problem.ts';
import { trendsRoutes } from './trends.ts';
import { watchesRoutes } from './watches.ts';

const NOWHERE =
  'There is nothing at this address. Ask for /trends, /mentions, /articles/ID, /watches, /alerts, /objects or /quarantine.';

/**
 * The API: read only, its contract in `shared/api`.
 * @param onFault is told of what no route expected
 */
export function createApp(ports: ApiPorts, onFault: (fault: Error) => void): Hono {
  return new Hono()
    .route('/trends', trendsRoutes(ports))
    .route('/mentions', mentionsRoutes(ports))
    .route('/articles', articlesRoutes(ports))
    .route('/watches', watchesRoutes(ports))
    .route('/alerts', alertsRoutes(ports))
    .route('/objects', objectsRoutes(ports))
    .route('/quarantine', quarantineRoutes(ports))
    .notFound(() => problem(404, NOWHERE))
    .onError((fault) => {
      onFault(fault);
      return problem(500, 'Something went wrong on our side. Try again in a moment.');
    });
}
