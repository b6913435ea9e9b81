import { Hono } from 'hono';
import * as z from 'zod';
import { readCursor, writeCursor } from '../../shared/api/cursor.ts';
import { type MentionsAnswer, mentionsQuery } from '../../shared/api/mentions.ts';
import { type Mention, queryArrivals } from '../../shared/aws/mentions.ts';
import { spreadTag } from '../../shared/count/register.ts';
import { mergeNewest } from './merge-newest.ts';
import type { ApiPorts } from './ports.ts';
import { badCursor, badParameter, query } from './problem.ts';

/** `GET /mentions` */
export function mentionsRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', query(mentionsQuery), async (context) => {
    const { tag, from = '', to, cursor, limit } = context.req.valid('query');
    if (to !== undefined && from >= to) return badParameter('from', 'must be before to');
    const question = ['mentions', tag, from, to];
    const start = cursor === undefined ? to : readCursor(question, cursor, z.string());
    if (cursor !== undefined && start === undefined) return badCursor();
    const lists = await Promise.all(
      spreadTag(tag).map((key) =>
        // One more than a page, to know whether another follows.
        queryArrivals(ports.mentions, key, {
          ...(start !== undefined && { before: start }),
          limit: limit + 1,
        }),
      ),
    );
    const wanted = lists.map((list) => list.filter((mention) => mention.arrived >= from));
    const { page, more } = mergeNewest(wanted, placeOf, limit);
    const last = page.at(-1);
    return context.json({
      tag,
      mentions: [...page],
      ...(more && last !== undefined && { cursor: writeCursor(question, placeOf(last)) }),
    } satisfies MentionsAnswer);
  });
}

/** The key of the index by arrival. */
function placeOf({ arrived, article }: Mention): string {
  return `${arrived}#${article}`;
}
