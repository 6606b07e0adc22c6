import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '@tierline/chaincode/api';
import express, { type Express } from 'express';
import { DEVELOPMENT_ISSUER_PATH, type DevelopmentIssuer } from '../ports/signIn';
import { jsonBody } from './body';
import { Events } from './events';
import { health } from './health';
import { mount } from './mount';
import { documentPages } from './openapi/page';
import { OPERATIONS } from './operations';
import { page } from './page';
import { problems } from './problem';
import { ownHostsOnly } from './protection/hosts';
import { whenReady, type Service } from './service';
import { markDevelopment } from './signin/development';
import { signInRoutes } from './signin/routes';
import type { SignIn } from './signin/signIn';
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
  /** The folder of the built page; null for a server without one. */
  readonly page: string | null;
  /** The address under which browsers reach the server through a proxy; null for its own. */
  readonly publicUrl: string | null;
}

/** How people sign in. */
export interface Doors {
  readonly signIn: SignIn;
  /** The issuer that is built in; null where another one is used. */
  readonly developmentIssuer: DevelopmentIssuer | null;
}

/** How people sign in at a server, told by its own address. */
export type DoorsAt = (address: string) => Doors;

/** What is served, before it is known who may ask. */
export type Offered = Omit<Service, 'authenticate' | 'signIn'>;

/** A server that listens. */
export interface Listening {
  /** `http://host:port`. */
  readonly address: string;
  /** Takes no more requests, lets those under way end, and ends what is watched. */
  close(): Promise<void>;
}

/** The application's routes. */
function routesOf(service: Service, events: Events, { developmentIssuer }: Doors, options: ListenOptions): Express {
  const { secret, runCommandLine, publicUrl, page: folder } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(ownHostsOnly(publicUrl));
  if (developmentIssuer !== null) {
    app.use(markDevelopment);
    app.use(DEVELOPMENT_ISSUER_PATH, developmentIssuer.handle);
  }
  app.use(...jsonBody);
  app.use(signInRoutes(service.signIn));
  app.use(health(service));
  app.post(TERMINAL_PATH, terminal(secret, runCommandLine));
  app.use(documentPages(OPERATIONS, service));
  app.use('/api/v1', whenReady(service));
  app.use('/api/v1', mount({ ...service, events }, OPERATIONS));
  if (folder !== null) app.use(page(folder));
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
export async function listen(offered: Offered, doorsAt: DoorsAt, options: ListenOptions): Promise<Listening> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS });
  await bound(server, options);
  const { port } = server.address() as AddressInfo;
  const address = `http://${options.host}:${port}`;
  // Nothing has been read from a connection by now: the first request finds the routes.
  const doors = doorsAt(address);
  const { signIn } = doors;
  const service: Service = { ...offered, signIn, authenticate: (request) => signIn.authenticate(request) };
  const events = new Events(service);
  server.on('request', routesOf(service, events, doors, options));
  let closed: Promise<void> | null = null;
  return { address, close: () => (closed ??= closing(server, events)) };
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

async function closing(server: Server, events: Events): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  events.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
  await ended;
  clearTimeout(late);
}
