import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '@tierline/chaincode/api';

const MAX_HEADER_BYTES = 16_384;
const SECOND_MS = 1_000;
/** Connections that are open at a time, at most. */
const MAX_CONNECTIONS = 2_000;
/** Requests under way get so long to end when the server is closed. */
const CLOSING_MS = 5_000;

/** How long the server waits for a client, in milliseconds. */
export interface Patience {
  /** For the head of a request. */
  readonly headMs: number;
  /** For all of a request; answers may take longer. */
  readonly requestMs: number;
  /** For a connection on which nothing moves: a client that reads nothing of its answer among them. */
  readonly silenceMs: number;
}

/** Long enough for a slow line, too short to hold the server with many. */
export const PATIENCE: Patience = { headMs: 10 * SECOND_MS, requestMs: 30 * SECOND_MS, silenceMs: 600 * SECOND_MS };

/** Where a server listens. */
export interface Place {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A server that has its address. */
export interface Bound {
  readonly server: Server;
  /** `http://host:port`. */
  readonly address: string;
}

/**
 * Takes an address; requests are served as soon as the server is given a handler, see {@link serveWith}.
 * @throws Fault UNAVAILABLE {reason: 'PORT_BUSY' | 'PORT_REFUSED', port, host} when the address cannot be had
 */
export async function bind(place: Place, { headMs, requestMs, silenceMs }: Patience = PATIENCE): Promise<Bound> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(SECOND_MS, headMs),
  });
  server.timeout = silenceMs;
  server.maxConnections = MAX_CONNECTIONS;
  await bound(server, place);
  return { server, address: `http://${place.host}:${(server.address() as AddressInfo).port}` };
}

/** Serves requests. Nothing has been read from a connection while the code since {@link bind} did not wait for anything. */
export function serveWith({ server }: Bound, handler: RequestListener): void {
  server.on('request', handler);
}

/** Sees that an address can be had, before anything is made for it. @throws Fault as {@link bind} does */
export async function requireFree(place: Place): Promise<void> {
  const probe = createServer({});
  await bound(probe, place);
  await new Promise((resolve) => probe.close(resolve));
}

/** Takes no more requests, and lets those under way end, for a while. */
export async function ended({ server }: Bound): Promise<void> {
  const over = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await over;
  clearTimeout(late);
}

const BUSY: Readonly<Record<string, string>> = { EADDRINUSE: 'PORT_BUSY', EACCES: 'PORT_REFUSED', EADDRNOTAVAIL: 'PORT_REFUSED' };

function bound(server: Server, { host, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = BUSY[error.code ?? ''];
      reject(reason === undefined ? error : new Fault('UNAVAILABLE', { reason, port, host }));
    });
    server.listen(port, host, resolve);
  });
}
