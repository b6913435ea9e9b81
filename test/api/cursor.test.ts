import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { readCursor, writeCursor } from '../../shared/api/cursor.ts';

test('a cursor gives back its place to the question that it was made for', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string({ unit: 'binary' }), (question, place) => {
      const cursor = writeCursor(question, place);
      assert.match(cursor, /^[\w-]+$/);
      // A lone surrogate has no UTF-8: no key of a table holds one.
      fc.pre(place.isWellFormed());
      assert.equal(readCursor(question, cursor, z.string()), place);
      assert.equal(readCursor([...question, 'other'], cursor, z.string()), undefined);
    }),
  );
});

test('a cursor that was changed is not read', () => {
  const cursor = writeCursor(['mentions'], '2026-02-10T10:00:00.000Z#a1');
  const place = Math.floor(cursor.length / 2);
  const changed = `${cursor.slice(0, place)}${cursor[place] === 'A' ? 'B' : 'A'}${cursor.slice(place + 1)}`;
  assert.equal(readCursor(['mentions'], changed, z.string()), undefined);
});

test('a cursor whose place has another shape is not read', () => {
  assert.equal(readCursor(['q'], writeCursor(['q'], { at: 1 }), z.string()), undefined);
});
