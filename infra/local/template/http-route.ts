import * as z from 'zod';
import type { Found } from './found.ts';

/** A route of the HTTP API. */
export interface Route {
  /** `GET /trends`, `ANY /{proxy+}`, `$default` */
  readonly key: string;
  /** Logical id of the function that answers. */
  readonly functionId: string;
}

const Target = z.object({
  'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), z.object({ Ref: z.string() })])]),
});

export function readRoute(found: Found, functionOf: ReadonlyMap<string, string>): Route {
  const integration = Target.parse(found.properties['Target'])['Fn::Join'][1][1].Ref;
  const functionId = functionOf.get(integration);
  if (functionId === undefined) throw new Error(`No function stands behind ${integration}.`);
  return { key: z.string().parse(found.properties['RouteKey']), functionId };
}

/** What a request's path and method match, with the path's variables. */
export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The most specific route for a request, in API Gateway's order: exact, with variables, greedy, `$default`. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const candidates = routes.flatMap((route) => {
    const pathParameters = matchKey(route.key, method, path);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  return candidates.sort((a, b) => rank(a.route.key) - rank(b.route.key))[0];
}

function rank(key: string): number {
  if (key === '$default') return 4;
  if (key.includes('+}')) return 3;
  if (key.includes('{')) return 2;
  return key.startsWith('ANY ') ? 1 : 0;
}

function matchKey(key: string, method: string, path: string): Record<string, string> | undefined {
  if (key === '$default') return {};
  const [routeMethod, pattern = ''] = key.split(' ');
  if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
  const expected = pattern.split('/').slice(1);
  const actual = path.split('/').slice(1);
  const found: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const variable = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    const value = variable?.[2] ? actual.slice(index).join('/') : actual[index];
    if (value === undefined || value === '') return segment === '' && value === '' ? found : undefined;
    if (variable?.[1] === undefined) {
      if (value !== segment) return undefined;
    } else {
      found[variable[1]] = decodeSegment(value);
      if (variable[2]) return found;
    }
  }
  return expected.length === actual.length ? found : undefined;
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
