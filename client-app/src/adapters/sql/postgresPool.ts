import { Client, Pool, TypeOverrides, type ClientConfig } from 'pg';
import { readModelFault } from './sqlFaults';
import { VALUES } from './values';

/** Connections of one process. */
const MAX_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
/** The longest statement is a page of a comparison or a sum over all receivables. */
const STATEMENT_TIMEOUT_MS = 60_000;
const IDLE_TIMEOUT_MS = 30_000;

/**
 * The connections to a PostgreSQL database; none is made yet.
 * @param settings what each connection begins with, and keeps
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'MALFORMED_URL'}
 */
export function postgresPool(databaseUrl: string, settings: Readonly<Record<string, string>> = {}): Pool {
  requirePostgresUrl(databaseUrl);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new Pool({
    connectionString: databaseUrl,
    ...(options.length === 0 ? {} : { options: options.join(' ') }),
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
    application_name: 'tierline',
    pipeline: true,
    types: values(),
    Client: QuietClient,
  });
  // A connection that breaks while nobody uses it is no news: the next call makes another, or says that it cannot.
  pool.on('error', () => undefined);
  return pool;
}

type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

/**
 * A connection that breaks without taking the process with it, because the statements on it fail by themselves; and that hangs up
 * when it cannot log in, where pg holds it open for a minute when it has no password to give.
 */
class QuietClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  override connect(): Promise<Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<Client> | void {
    if (callback === undefined) return super.connect();
    const told = callback as (error: Error | null, client: Client) => void;
    super.connect((error: Error | null) => {
      if (error instanceof Error) void this.end();
      told(error, this);
    });
  }
}

function values(): TypeOverrides {
  const types = new TypeOverrides();
  for (const [type, valueOf] of Object.entries(VALUES)) types.setTypeParser(Number(type), valueOf);
  return types;
}

function requirePostgresUrl(databaseUrl: string): void {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  const isPostgres = url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1;
  if (!isPostgres) throw readModelFault('MALFORMED_URL');
}
