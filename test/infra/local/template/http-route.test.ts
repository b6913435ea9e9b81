import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchRoute } from '../../../../infra/local/template/http-route.ts';

const keys = ['GET /', 'GET /{proxy+}', 'GET /articles/{id}', 'GET /articles/all', 'ANY /any'];
const routes = keys.map((key) => ({ key, functionId: 'api' }));

const cases: readonly [method: string, path: string, key: string | undefined, parameters?: object][] = [
  ['GET', '/', 'GET /'],
  ['GET', '/articles/all', 'GET /articles/all'],
  ['GET', '/articles/a%20b', 'GET /articles/{id}', { id: 'a b' }],
  ['GET', '/articles/a/b', 'GET /{proxy+}', { proxy: 'articles/a/b' }],
  ['POST', '/any', 'ANY /any'],
  ['POST', '/articles/all', undefined],
];
for (const [method, path, key, parameters = {}] of cases) {
  test(`${method} ${path} goes to ${key ?? 'no route'}`, () => {
    const match = matchRoute(routes, method, path);
    assert.equal(match?.route.key, key);
    if (match !== undefined) assert.deepEqual({ ...match.pathParameters }, parameters);
  });
}

test('$default takes what no other route takes', () => {
  const match = matchRoute([...routes, { key: '$default', functionId: 'rest' }], 'POST', '/nowhere');
  assert.equal(match?.route.functionId, 'rest');
});
