import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { hasCode } from '../../../shared/runtime/error-code.ts';

/** An HTTP server that only this machine reaches. */
export interface LoopbackServer {
  readonly port: number;
  /** Lets open requests end for two seconds, then closes. */
  stop(): Promise<void>;
}

/** A port that another program holds. */
class PortTaken extends Error {
  readonly port: number;
  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken by another program. Choose a free base port with --port.`, { cause });
    this.name = 'PortTaken';
    this.port = port;
  }
}

/**
 * Listens on 127.0.0.1; port 0 takes any.
 * @throws {PortTaken}
 */
export async function serveOnLoopback(port: number, listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    if (isAddressedToLoopback(request)) listener(request, response);
    else response.writeHead(403, { 'content-type': 'text/plain' }).end('Only for this machine.\n');
  });
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(late);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(hasCode(error, 'EADDRINUSE') ? new PortTaken(port, error) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** A web page could point a name of its own at 127.0.0.1 and so read what is served here (DNS rebinding). */
function isAddressedToLoopback({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return host === '127.0.0.1' || host === '[::1]' || host === 'localhost' || host.endsWith('.localhost');
}
