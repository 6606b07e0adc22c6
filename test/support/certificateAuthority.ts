import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { AuthorityAddress } from '@tierline/client-app/dist/adapters/fabricCa/services';
import { APPLICATION_UNIT, PEOPLE_UNIT } from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';

const PROGRAM = 'fabric-ca-server';
const START_TIMEOUT_MS = 30_000;
const LOOK_MS = 50;

/** The Fabric CA program in FABRIC_BIN, on PATH or in ~/.fabric/bin; null where it is not installed. */
export function authorityProgram(): string | null {
  const folders = [process.env['FABRIC_BIN'], ...(process.env['PATH'] ?? '').split(delimiter), join(homedir(), '.fabric/bin')];
  const found = folders.filter((folder) => folder !== undefined && folder !== '').map((folder) => join(folder ?? '', PROGRAM));
  return found.find((path) => existsSync(path)) ?? null;
}

/** A Fabric CA of a test's own on loopback, with TLS, in a temporary folder. */
export class CertificateAuthority {
  #server: ChildProcess | null = null;
  /** The name and secret of the registrar that it starts with, who may do everything. */
  readonly founder = { name: 'founder', secret: randomBytes(18).toString('base64url') };

  private constructor(
    private readonly program: string,
    readonly folder: string,
    private readonly name: string,
    readonly port: number,
  ) {}

  /** Makes and starts an authority, and waits until it answers. */
  static async start(program: string, name: string): Promise<CertificateAuthority> {
    const authority = new CertificateAuthority(program, mkdtempSync(join(tmpdir(), 'tierline-ca-')), name, await freePort());
    writeFileSync(join(authority.folder, 'fabric-ca-server-config.yaml'), JSON.stringify(authority.#settings()), { mode: 0o600 });
    await authority.restart();
    return authority;
  }

  /** Where it listens; its own root certifies its TLS certificate. */
  get address(): AuthorityAddress {
    const tlsRoot = readFileSync(join(this.folder, 'ca-cert.pem'), 'utf8');
    return { name: this.name, url: `https://127.0.0.1:${this.port}`, tlsRoot };
  }

  /** Starts the server, and waits until it answers. */
  async restart(): Promise<void> {
    const log = openSync(join(this.folder, 'server.log'), 'a', 0o600);
    const server = spawn(this.program, ['start', '--home', this.folder], { stdio: ['ignore', log, log], env: cleanEnvironment() });
    closeSync(log);
    this.#server = server;
    for (const deadline = Date.now() + START_TIMEOUT_MS; !(await this.#answers());) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`${PROGRAM} did not start: see ${this.folder}/server.log`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Ends the server; its folder stays. */
  async halt(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** JSON is YAML too. */
  #settings(): object {
    const expiry = '8760h';
    return {
      address: '127.0.0.1',
      port: this.port,
      tls: { enabled: true },
      ca: { name: this.name },
      registry: {
        maxenrollments: -1,
        identities: [
          {
            name: this.founder.name,
            pass: this.founder.secret,
            type: 'client',
            affiliation: '',
            attrs: { 'hf.Registrar.Roles': '*', 'hf.Registrar.Attributes': '*', 'hf.Revoker': true },
          },
        ],
      },
      affiliations: { [APPLICATION_UNIT]: [], [PEOPLE_UNIT]: [] },
      csr: { cn: this.name, hosts: ['127.0.0.1', 'localhost'], ca: { expiry: '131400h', pathlength: 1 } },
      signing: {
        default: { usage: ['digital signature'], expiry },
        profiles: { tls: { usage: ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement'], expiry } },
      },
      operations: { listenAddress: '127.0.0.1:0' },
    };
  }

  #answers(): Promise<boolean> {
    if (!existsSync(join(this.folder, 'ca-cert.pem'))) return Promise.resolve(false);
    return new Promise((resolve) => {
      const asked = request(
        `${this.address.url}/cainfo`,
        { ca: this.address.tlsRoot, agent: false, timeout: START_TIMEOUT_MS },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode === 200);
        },
      );
      asked.on('error', () => resolve(false));
      asked.end();
    });
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FABRIC_CA_')));
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
