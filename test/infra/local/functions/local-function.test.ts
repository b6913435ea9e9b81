import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startToyFunction } from '../toy-function.ts';

describe('a function in a process of its own', async () => {
  const toy = await startToyFunction(
    `let calls = 0;
    export const handler = async (event, context) => {
      calls += 1;
      if (event.log) console.log(event.log);
      if (event.throw) throw new RangeError(event.throw);
      if (event.crash) process.exit(3);
      if (event.hang) await new Promise(() => setInterval(() => {}, 1000));
      if (event.spin) for (;;);
      return { calls, pid: process.pid, colour: process.env.COLOUR, user: process.env.HOME ?? null,
        leftMs: context.getRemainingTimeInMillis(), name: context.functionName };
    };`,
    { timeoutMs: 1500 },
  );
  after(() => toy.stop());

  const answer = async (event: object) => {
    const outcome = await toy.invoke(event);
    assert.ok(outcome.ok, JSON.stringify(outcome));
    return JSON.parse(outcome.payload);
  };

  test('the same warm process serves one event after the other', async () => {
    const first = await answer({});
    const second = await answer({});
    assert.equal(second.pid, first.pid);
    assert.equal(second.calls, first.calls + 1);
  });

  test('the handler sees the variables of the template, its name and its time, and nothing of the user', async () => {
    const { colour, user, leftMs, name } = await answer({});
    assert.deepEqual({ colour, user, name }, { colour: 'green', user: null, name: 'tidings-Toy' });
    assert.ok(leftMs > 0 && leftMs <= 1500, String(leftMs));
  });

  test('an exception is an error with its type and message, and the process stays', async () => {
    const { pid } = await answer({});
    const outcome = await toy.invoke({ throw: 'too far' });
    assert.deepEqual(outcome, { ok: false, reason: 'error', message: 'RangeError: too far' });
    assert.equal((await answer({})).pid, pid);
  });

  test('a crash is reported, and the next event gets a new process', async () => {
    const { pid } = await answer({});
    const outcome = await toy.invoke({ crash: true });
    assert.ok(!outcome.ok && outcome.reason === 'crash', JSON.stringify(outcome));
    assert.notEqual((await answer({})).pid, pid);
  });

  for (const how of ['hang', 'spin']) {
    test(`a handler that runs over its time (${how}) is killed, and the next event gets a new process`, async () => {
      const { pid } = await answer({});
      const outcome = await toy.invoke({ [how]: true });
      assert.deepEqual(outcome, { ok: false, reason: 'timeout', message: 'Task timed out after 1.5 s' });
      assert.notEqual((await answer({})).pid, pid);
    });
  }

  test('what the handler prints goes to its log', async () => {
    await answer({ log: 'a line of its own' });
    assert.match(toy.log(), /^a line of its own$/m);
  });
});

test('a handler that cannot be loaded fails its event with the reason', async () => {
  const toy = await startToyFunction('throw new Error("MAIL_SENDER is missing");');
  try {
    const outcome = await toy.invoke({});
    assert.deepEqual(outcome, { ok: false, reason: 'error', message: 'Error: MAIL_SENDER is missing' });
  } finally {
    await toy.stop();
  }
});

test('events beyond the number of processes wait for their turn', async () => {
  const toy = await startToyFunction(
    'export const handler = async ({ n }) => { await new Promise((r) => setTimeout(r, 50)); return { n, pid: process.pid }; };',
    { maxProcesses: 2 },
  );
  try {
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((n) => toy.invoke({ n })));
    const answers = outcomes.map((outcome) => (outcome.ok ? JSON.parse(outcome.payload) : undefined));
    assert.deepEqual(
      answers.map(({ n }) => n),
      [1, 2, 3, 4, 5],
    );
    assert.equal(new Set(answers.map(({ pid }) => pid)).size, 2);
  } finally {
    await toy.stop();
  }
});
