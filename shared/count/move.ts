import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../article/article.ts';
import {
  type Contribution,
  type Register,
  type RegisterKey,
  type Standing,
  standingRegisters,
} from './register.ts';

/** One change of an article, as its stream tells it. */
export interface Revision {
  readonly old?: Article;
  readonly now: Article;
}

/** A register that should change: from what it is assumed to add, to what should stand. */
export interface Move extends RegisterKey {
  readonly rev: number;
  readonly assumed: Contribution | undefined;
  readonly target: Standing | undefined;
}

/** Moves of one tag on one day: they and the sum of their differences are written in one transaction. */
export interface MoveGroup {
  readonly tag: string;
  /** UTC: `2026-02-10`. */
  readonly day: string;
  readonly moves: readonly Move[];
}

const MAX_REGISTERS = 97;
const MAX_BESIDE_ATTRIBUTES = 300;

/**
 * Works out which registers the revisions of a batch move. Revisions of one article are folded: the newest
 * decides, over every register that any image of them names, since an earlier attempt at a part of the batch
 * may have written what stood in between.
 */
export function planMoves(revisions: readonly Revision[]): readonly MoveGroup[] {
  const byArticle = Map.groupBy(revisions, (revision) => revision.now.id);
  const moves = [...byArticle.values()].flatMap(foldRevisions);
  const byTagDay = Map.groupBy(moves, (move) => `${move.tag}|${dayOf(move)}`);
  return [...byTagDay.values()].flatMap(splitGroup);
}

/**
 * Plans a refused group again from what its registers turned out to be.
 * @param found for each refused move, the register as it stands, undefined where there is none
 * @returns the group without the moves that a register of this revision or a newer one makes needless
 */
export function replanGroup(group: MoveGroup, found: ReadonlyMap<Move, Register | undefined>): MoveGroup {
  const moves = group.moves.flatMap((move) => {
    if (!found.has(move)) return [move];
    const register = found.get(move);
    if (register !== undefined && register.rev >= move.rev) return [];
    return [{ ...move, assumed: register?.contribution }];
  });
  return { ...group, moves };
}

/** Cuts a group in two, for a transaction that is refused as a whole. */
export function halveGroup(group: MoveGroup): readonly MoveGroup[] {
  const middle = Math.ceil(group.moves.length / 2);
  return [group.moves.slice(0, middle), group.moves.slice(middle)].map((moves) => ({ ...group, moves }));
}

function foldRevisions(revisions: readonly Revision[]): readonly Move[] {
  const inOrder = revisions.toSorted((a, b) => a.now.rev - b.now.rev);
  const newest = inOrder.at(-1)?.now;
  if (newest === undefined) return [];
  const images = inOrder.flatMap(({ old, now }) => [registersByKey(old), registersByKey(now)]);
  const first = images[0];
  const last = images.at(-1);
  const keys = new Map(
    images.flatMap((image) =>
      [...image].map(([key, { tag, time, article }]) => [key, { tag, time, article }]),
    ),
  );
  return [...keys].flatMap(([key, register]) => {
    const target = last?.get(key);
    if (images.every((image) => isDeepStrictEqual(image.get(key), target))) return [];
    return [{ ...register, rev: newest.rev, assumed: first?.get(key)?.contribution, target }];
  });
}

function registersByKey(article: Article | undefined): ReadonlyMap<string, RegisterKey & Standing> {
  const registers = article === undefined ? [] : standingRegisters(article);
  return new Map(registers.map((register) => [`${register.tag}|${register.time}`, register]));
}

function splitGroup(moves: readonly Move[]): readonly MoveGroup[] {
  const groups: { tag: string; day: string; moves: Move[]; beside: Set<string> }[] = [];
  for (const move of moves) {
    const beside = [...(move.assumed?.beside ?? []), ...(move.target?.contribution.beside ?? [])];
    let group = groups.at(-1);
    if (
      group === undefined ||
      group.moves.length === MAX_REGISTERS ||
      group.beside.union(new Set(beside)).size > MAX_BESIDE_ATTRIBUTES
    ) {
      group = { tag: move.tag, day: dayOf(move), moves: [], beside: new Set() };
      groups.push(group);
    }
    group.moves.push(move);
    for (const tag of beside) group.beside.add(tag);
  }
  return groups.map(({ tag, day, moves }) => ({ tag, day, moves }));
}

function dayOf(move: RegisterKey): string {
  return move.time.slice(0, 10);
}
