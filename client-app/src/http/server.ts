import { Fault } from '@tierline/chaincode/api';
import express, { type Express } from 'express';
import { Jobs } from '../app/jobs/jobs';
import type { RequestLimits } from '../app/serverSettings';
import { DEVELOPMENT_ISSUER_PATH, type DevelopmentIssuer } from '../ports/signIn';
import { jsonBody } from './body';
import { Events } from './events';
import { health } from './health';
import { bind, ended, serveWith, type Patience, type Place } from './listening';
import { mount } from './mount';
import { documentPages } from './openapi/page';
import { OPERATIONS } from './operations';
import { page } from './page';
import { problems } from './problem';
import { safeHeaders } from './protection/headers';
import { ownHostsOnly } from './protection/hosts';
import type { Instruments } from './protection/instruments';
import { limited } from './protection/limits';
import { requestLog } from './protection/requestLog';
import { inTurns } from './protection/turns';
import { KeyQuestions } from './remoteKeys';
import { whenReady, type Application, type Service } from './service';
import { issuerPages, markDevelopment } from './signin/development';
import { signInRoutes } from './signin/routes';
import { unlessAway } from './signin/standing';
import type { SignIn } from './signin/signIn';
import { ANSWERS_PATH, keyAnswers, terminal, TERMINAL_PATH, type RunCommandLine } from './terminal';

/** Below `/api/v1`: answered for as long as somebody listens. */
const EVENTS_PATH = '/events';

/** How the server listens. */
export interface ListenOptions extends Place {
  /** What a command line of another process must show. */
  readonly secret: string;
  readonly runCommandLine: RunCommandLine;
  /** The folder of the built page; null for a server without one. */
  readonly page: string | null;
  /** The address under which browsers reach the server through a proxy; null for its own. */
  readonly publicUrl: string | null;
  readonly limits: RequestLimits;
  readonly patience: Patience;
  readonly instruments: Instruments;
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
export type Offered = Omit<Service, 'authenticate' | 'signIn' | 'alarm'>;

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
function routesOf(service: Service, { events, jobs }: Kept, developmentIssuer: DevelopmentIssuer | null, options: ListenOptions): Express {
  const { secret, runCommandLine, publicUrl, limits, instruments, page: folder } = options;
  const { signIn } = service;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    requestLog(instruments.logger, (request) => signIn.namedIn(request)),
    instruments.metrics.measured,
  );
  app.use(safeHeaders(publicUrl?.startsWith('https:') === true));
  app.use(ownHostsOnly(publicUrl));
  // Before the limits: the server itself asks its own issuer.
  if (developmentIssuer !== null) app.use(markDevelopment).use(DEVELOPMENT_ISSUER_PATH, issuerPages(developmentIssuer));
  app.use(health(service));
  const questions = new KeyQuestions();
  app.post(TERMINAL_PATH, ...jsonBody, terminal(secret, runCommandLine, questions));
  app.post(ANSWERS_PATH, ...jsonBody, keyAnswers(secret, questions));
  // What needs nobody's name goes on while the issuer is away: the page itself, and signing out.
  app.use(limited(limits, (request) => unlessAway(() => signIn.companyOf(request))));
  app.use(signInRoutes(signIn));
  app.use(documentPages(OPERATIONS, service));
  app.use(
    '/api/v1',
    whenReady(service),
    inTurns(
      limits,
      (request) => signIn.companyOf(request),
      ({ path }) => path === EVENTS_PATH,
    ),
  );
  app.use('/api/v1', mount({ ...service, events, jobs, publicUrl }, OPERATIONS));
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
  const bound = await bind(options, options.patience);
  const { signIn, developmentIssuer } = doorsAt(bound.address);
  const { alarm } = options.instruments;
  const service: Service = { ...offered, alarm, signIn, authenticate: (request) => signIn.authenticate(request) };
  const kept: Kept = { events: new Events(service), jobs: new Jobs(service) };
  options.instruments.metrics.show({ browsers: () => signIn.browsers, watchers: () => kept.events.watchers, follower: offered.follower });
  serveWith(bound, routesOf(service, kept, developmentIssuer, options));
  const closing = async (): Promise<void> => {
    kept.events.close();
    await Promise.all([ended(bound), kept.jobs.close()]);
  };
  let closed: Promise<void> | null = null;
  return { address: bound.address, close: () => (closed ??= closing()) };
}
