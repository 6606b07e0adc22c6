import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '@tierline/chaincode/api';
import express, { type Express } from 'express';
import { Jobs } from '../app/jobs/jobs';
import { jsonBody } from './body';
import { localOnly } from './caller';
import { Events } from './events';
import { health } from './health';
import { mount } from './mount';
import { documentPages } from './openapi/page';
import { OPERATIONS } from './operations';
import { problems } from './problem';
import { whenReady, type Application, type Service } from './service';
import { terminal, TERMINAL_PATH, type RunCommandLine } from './terminal';

const MAX_HEADER_BYTES = 16_384;
/** A request must have come within this time; answers may take longer. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Requests under way get so long to end when the server is closed. */
const CLOSING_MS = 5_000;

/** How the server listens. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** What a command line of another process must show. */
  readonly secret: string;
  readonly runCommandLine: RunCommandLine;
}

/** A server that listens. */
export interface Listening {
  /** `http://host:port`. */
  readonly address: string;
  /** Takes no more requests, lets those under way end, and ends what is watched. */
  close(): Promise<void>;
}

/** What a server keeps itself. */
type Kept = Pick<Application, 'events' | 'jobs'>;

/** The application's routes. */
function routesOf(service: Service, { events, jobs }: Kept, { secret, runCommandLine }: ListenOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(localOnly);
  app.use(health(service));
  app.post(TERMINAL_PATH, ...jsonBody, terminal(secret, runCommandLine));
  app.use(documentPages(OPERATIONS, service));
  app.use('/api/v1', whenReady(service));
  app.use('/api/v1', mount({ ...service, events, jobs }, OPERATIONS));
  app.use((request) => {
    throw new Fault('NOT_FOUND', { kind: 'path', id: request.path.slice(0, 200) });
  });
  app.use(problems(service.alarm));
  return app;
}

/**
 * Serves the application.
 * @throws Fault UNAVAILABLE {reason: 'PORT_BUSY' | 'PORT_REFUSED', port} when the address cannot be had
 */
export async function listen(service: Service, options: ListenOptions): Promise<Listening> {
  const kept: Kept = { events: new Events(service), jobs: new Jobs(service) };
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS }, routesOf(service, kept, options));
  try {
    await bound(server, options);
  } catch (error) {
    kept.events.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  return { address: `http://${options.host}:${port}`, close: () => (closed ??= closing(server, kept)) };
}

/** Sees that an address can be had, before anything is made for it. @throws Fault as {@link listen} does */
export async function requireFree(place: Pick<ListenOptions, 'host' | 'port'>): Promise<void> {
  const probe = createServer();
  await bound(probe, place);
  await new Promise((resolve) => probe.close(resolve));
}

const BUSY: Readonly<Record<string, string>> = { EADDRINUSE: 'PORT_BUSY', EACCES: 'PORT_REFUSED', EADDRNOTAVAIL: 'PORT_REFUSED' };

function bound(server: Server, { host, port }: Pick<ListenOptions, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = BUSY[error.code ?? ''];
      reject(reason === undefined ? error : new Fault('UNAVAILABLE', { reason, port, host }));
    });
    server.listen(port, host, resolve);
  });
}

async function closing(server: Server, { events, jobs }: Kept): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  events.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await Promise.all([ended, jobs.close()]);
  clearTimeout(late);
}
