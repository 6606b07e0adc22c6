import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request as requestOver } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sessions } from '@tierline/client-app/dist/app/session';
import { openDirectory } from '@tierline/client-app/dist/main';
import { serve, type ServeOptions, type Serving } from '@tierline/client-app/dist/serve';
import { expect } from 'chai';
import { undocumented } from './documented';
import { Tokens, type Bearer } from './tokens';

/** What a request came to. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a request is sent. */
export interface Asking {
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A served directory with the demonstration in it, for tests. */
export class Served {
  /** Every request so far, with its status. */
  readonly answered: { readonly method: string; readonly path: string; readonly status: number }[] = [];

  private constructor(
    readonly directory: string,
    /** All alarms since it was started. */
    readonly alarms: string[],
    private serving: Serving,
    private readonly options: Partial<ServeOptions>,
  ) {}

  /** The tokens of the development issuer that the server has now. */
  private tokens = new Tokens(() => this.address);

  /** Serves a new directory: a copy of one that was founded once for all tests of the process. */
  static async start(options: Partial<ServeOptions> = {}): Promise<Served> {
    const directory = mkdtempSync(join(tmpdir(), 'tierline-served-'));
    template ??= founded();
    cpSync(await template, directory, { recursive: true });
    const alarms: string[] = [];
    return new Served(directory, alarms, await serving(directory, alarms, options), options);
  }

  /** Serves the demonstration as the application of one organisation alone, as it is on Fabric. */
  static async asOrganisation(msp: string, options: Partial<ServeOptions> = {}): Promise<Served> {
    const directory = mkdtempSync(join(tmpdir(), 'tierline-alone-'));
    template ??= founded();
    cpSync(await template, directory, { recursive: true });
    // What it knows it must have read itself.
    rmSync(join(directory, 'readmodel'), { recursive: true });
    return Served.over(directory, { ...options, served: { directory, demonstration: false, hosted: [msp] } });
  }

  /** Serves a directory as it is, which is removed at the end. */
  static async over(directory: string, options: Partial<ServeOptions>): Promise<Served> {
    const alarms: string[] = [];
    const whole = { served: { directory, demonstration: false }, ...options };
    return new Served(directory, alarms, await serving(directory, alarms, whole), whole);
  }

  get address(): string {
    return this.serving.address;
  }

  /** Where those ask who run it; empty for nowhere. */
  get operatorAddress(): string {
    return this.serving.operatorAddress ?? '';
  }

  /** Ends it and serves the same directory again. @param meanwhile works with the directory's people in between */
  async again(meanwhile: (sessions: Sessions) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.serving.close();
    const open = await openDirectory({ directory: this.directory, network: null, create: false, now });
    await meanwhile(open.sessions);
    await open.close();
    this.serving = await serving(this.directory, this.alarms, this.options);
    this.tokens = new Tokens(() => this.address);
  }

  /** The header by which a person asks. */
  bearer(user: string): Promise<Bearer> {
    return this.tokens.bearer(user);
  }

  /** Ends it and removes the directory. */
  async end(): Promise<void> {
    await this.serving.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Asks a question below `/api/v1`. */
  get(path: string, as?: string): Promise<Reply> {
    return this.send('GET', `/api/v1${path}`, as === undefined ? {} : { as });
  }

  /** Sends a command below `/api/v1`. */
  post(path: string, asking: Asking): Promise<Reply> {
    return this.send('POST', `/api/v1${path}`, asking);
  }

  /** Sends any request; what comes must be as the document says. */
  async send(method: string, path: string, { as, body, headers = {} }: Asking): Promise<Reply> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : await this.bearer(as)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answer = isJson && text !== '' ? (JSON.parse(text) as Reply['body']) : {};
    this.answered.push({ method, path, status: response.status });
    expect(
      undocumented(method, path, { status: response.status, media: response.headers.get('content-type'), body: isJson ? answer : text }),
    ).to.deep.equal([]);
    return { status: response.status, headers: response.headers, body: answer };
  }

  /** Asks for a file below `/api/v1`; what comes must be as the document says. */
  async file(path: string, as: string): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
    const response = await fetch(`${this.address}/api/v1${path}`, { headers: await this.bearer(as) });
    const { status, headers } = response;
    const [bytes, media] = [Buffer.from(await response.arrayBuffer()), headers.get('content-type')];
    const isJson = media?.includes('json') === true;
    const body: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : bytes.toString('latin1');
    expect(undocumented('GET', `/api/v1${path}`, { status, media, body })).to.deep.equal([]);
    return { status, headers, bytes };
  }

  /** Asks for a path under another host's name; answers the status. */
  async askedAs(host: string, path: string, who?: Readonly<Record<string, string>>): Promise<number> {
    const bearer = who ?? (await this.bearer('maker@CORE-01'));
    return new Promise((resolve, reject) => {
      const sent = requestOver(`${this.address}${path}`, { headers: { host, ...bearer } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });
  }
}

/** Noon of the test's day in China: the demonstration's business date stays what it is while tests run, whatever the hour. */
const NOON_MS = Date.UTC(2026, 9, 1, 4);
const startedMs = Date.now();
/** The clock of every server that is started here, in milliseconds since 1970 UTC. */
export const now = (): number => NOON_MS + Date.now() - startedMs;

/** A directory with the demonstration in it, that nobody serves. */
let template: Promise<string> | null = null;

async function founded(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tierline-template-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  await (await serving(directory, [], {})).close();
  return directory;
}

function serving(directory: string, alarms: string[], options: Partial<ServeOptions>): Promise<Serving> {
  return serve({
    served: { directory, demonstration: true },
    host: '127.0.0.1',
    port: 0,
    version: '0.1.0',
    databaseUrl: null,
    now,
    progress: () => undefined,
    alarm: (line) => void alarms.push(line),
    log: { level: 'silent', write: () => undefined },
    metricsPort: null,
    limits: { ofCompany: 100_000, ofAddress: 100_000, reads: 2, writes: 8, waiting: 1_000 },
    signIn: { kind: 'development' },
    publicUrl: null,
    runCommandLine: () => Promise.resolve(0),
    ...options,
  });
}
