import { Hono } from 'hono';
import * as z from 'zod';
import { readCursor, writeCursor } from '../../shared/api/cursor.ts';
import {
  type ObjectAnswer,
  objectsQuery,
  type QuarantineAnswer,
  quarantineQuery,
} from '../../shared/api/objects.ts';
import { type ObjectRecord, queryQuarantine, readObjectRecord } from '../../shared/aws/objects.ts';
import { fromItem, toItem } from '../../shared/aws/table.ts';
import type { ApiPorts } from './ports.ts';
import { badCursor, problem, query } from './problem.ts';

const place = z.strictObject({ object: z.string(), quarantine: z.string(), at: z.string() });

/** `GET /objects` */
export function objectsRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', query(objectsQuery), async (context) => {
    const record = await readObjectRecord(ports.objects, context.req.valid('query').key);
    if (record === undefined) return problem(404, 'Nothing is known of this object.');
    return context.json(showObject(record) satisfies ObjectAnswer);
  });
}

/** `GET /quarantine` */
export function quarantineRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', query(quarantineQuery), async (context) => {
    const { cursor, limit } = context.req.valid('query');
    const start = cursor === undefined ? undefined : readCursor(['quarantine'], cursor, place);
    if (cursor !== undefined && start === undefined) return badCursor();
    const { objects, next } = await queryQuarantine(ports.objects, {
      ...(start !== undefined && { start: toItem(start) }),
      limit,
    });
    return context.json({
      objects: objects.map(showObject),
      ...(next !== undefined && { cursor: writeCursor(['quarantine'], fromItem(next)) }),
    } satisfies QuarantineAnswer);
  });
}

function showObject({ object, state, at, reason, articles }: ObjectRecord): ObjectAnswer {
  return { object, state, at, ...(reason !== undefined && { reason }), articles: [...articles] };
}
