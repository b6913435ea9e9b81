import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import type { LocalFunction } from '../functions/local-function.ts';
import { matchRoute, type Route, type RouteMatch } from '../template/http-route.ts';
import { LOCAL_ACCOUNT } from '../template/local-account.ts';
import { type LoopbackServer, serveOnLoopback } from './loopback-server.ts';

export interface HttpDoorOptions {
  readonly port: number;
  readonly routes: readonly Route[];
  /** By logical id. */
  readonly functions: ReadonlyMap<string, Pick<LocalFunction, 'invoke'>>;
}

/** The HTTP API on loopback: a request becomes an event of payload format 2.0, the function's answer a response. */
export function openHttpDoor({ port, routes, functions }: HttpDoorOptions): Promise<LoopbackServer> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const match = matchRoute(routes, request.method ?? 'GET', path);
    const handler = match && functions.get(match.route.functionId);
    if (match === undefined || handler === undefined) {
      sendProblem(response, 404, 'There is nothing at this address.');
      return;
    }
    const outcome = await handler.invoke(toHttpEvent(request, match, await buffer(request)));
    if (outcome.ok) sendAnswer(response, outcome.payload);
    else sendProblem(response, 500, 'The function that answers here failed; its log says why.');
  };
  return serveOnLoopback(port, (request, response) => {
    handle(request, response).catch(() => sendProblem(response, 500, 'The request could not be handled.'));
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function toHttpEvent(request: IncomingMessage, match: RouteMatch, body: Buffer): object {
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split('?', 2);
  const { cookie, ...others } = request.headers;
  const headers = Object.entries(others).map(([name, value]) => [name, [value].flat().join(',')]);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: Object.fromEntries(headers),
    ...(rawQueryString === '' ? {} : { queryStringParameters: joinQuery(rawQueryString) }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: 'local',
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    ...(body.length > 0 ? { body: body.toString('base64') } : {}),
    isBase64Encoded: body.length > 0,
  };
}

/** API Gateway joins the values of a repeated parameter by commas. */
function joinQuery(rawQueryString: string): Record<string, string> {
  const query = new URLSearchParams(rawQueryString);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

const HttpAnswer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  cookies: z.array(z.string()).optional(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** An answer without a status code is a body as it is. */
function sendAnswer(response: ServerResponse, payload: string): void {
  const parsed = HttpAnswer.safeParse(JSON.parse(payload || 'null'));
  if (!parsed.success) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(payload);
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  response
    .writeHead(statusCode, { ...headers, ...(cookies === undefined ? {} : { 'set-cookie': cookies }) })
    .end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** RFC 9457. */
function sendProblem(response: ServerResponse, status: number, detail: string): void {
  const title = status === 404 ? 'Not Found' : 'Internal Server Error';
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', title, status, detail }));
}
