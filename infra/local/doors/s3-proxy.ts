import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** An engine's whole answer to one request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Passes requests on to the S3 engine, path-style, whatever style they came in. */
export interface S3Proxy {
  /** Streams a request through, both ways. */
  stream(request: IncomingMessage, response: ServerResponse, url: string): Promise<void>;
  /** Sends a request whose body is in memory, and reads the whole answer. */
  send(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer>;
  close(): void;
}

const HOP_BY_HOP = ['connection', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'];

export function createS3Proxy(endpoint: string): S3Proxy {
  const { hostname, port, host } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  const open = (method: string, path: string, headers: OutgoingHttpHeaders) =>
    sendRequest({ hostname, port, method, path, headers: { ...headers, host }, agent });
  return {
    async stream(request, response, url) {
      const headers = engineHeaders(request.headers);
      const passed = open(request.method ?? 'GET', url, headers);
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        passed.once('response', resolve).once('error', reject);
      });
      const [answer] = await Promise.all([answered, pipeline(request, passed)]);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      await pipeline(answer, response);
    },
    async send(method, url, headers, body) {
      const passed = open(method, url, { ...engineHeaders(headers), 'content-length': body.length });
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        passed.once('response', resolve).once('error', reject).end(body);
      });
      return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
    },
    close: () => agent.destroy(),
  };
}

/**
 * The request's headers as the engine needs them. It reads a body as signed chunks only when the encoding says so,
 * which some clients leave out, and takes a body with the content type of another AWS protocol for such a request.
 */
function engineHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
  const encoding = headers['content-encoding'] ?? '';
  const inChunks = String(headers['x-amz-content-sha256']).startsWith('STREAMING-');
  const foreign = /x-www-form-urlencoded|x-amz-json/.test(headers['content-type'] ?? '');
  return {
    ...kept,
    ...(foreign ? { 'content-type': 'application/octet-stream' } : {}),
    ...(inChunks && !encoding.includes('aws-chunked')
      ? { 'content-encoding': ['aws-chunked', encoding].filter(Boolean).join(',') }
      : {}),
  };
}
