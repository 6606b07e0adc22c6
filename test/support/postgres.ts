import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const INSTALLED = '/usr/lib/postgresql';
const PASSWORD = 'right-password';
/** The role of the read model: no superuser, owner of the database of the same name. */
export const ORDINARY = 'tierline';
const SUPERUSER = 'postgres';
const START_TIMEOUT_MS = 30_000;
const RETRY_MS = 50;

/** The folder of PostgreSQL's programs, or null where PostgreSQL is not installed. */
export function postgresPrograms(): string | null {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(INSTALLED, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** A PostgreSQL server of a test's own on loopback, in a temporary folder, with passwords. */
export class PostgresCluster {
  #server: ChildProcess | null = null;

  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** Makes and starts a server with the role and database {@link ORDINARY}. */
  static async start(programs: string): Promise<PostgresCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'tierline-postgres-'));
    const cluster = new PostgresCluster(programs, folder, await freePort());
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, PASSWORD);
    const { uid, gid } = postgresUser();
    if (uid !== undefined && gid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, uid, gid);
    const options = [
      '--auth=scram-sha-256',
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ];
    execFileSync(join(programs, 'initdb'), [`--pgdata=${cluster.#data}`, ...options], { stdio: 'pipe', ...postgresUser() });
    await cluster.restart();
    await cluster.sql(`create role ${ORDINARY} login password '${PASSWORD}'`);
    await cluster.sql(`create database ${ORDINARY} owner ${ORDINARY}`);
    return cluster;
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  /** The address of a database, as DATABASE_URL has it. */
  url({ user = ORDINARY, password = PASSWORD, database = ORDINARY, port = this.port } = {}): string {
    return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  }

  /** The address with which a superuser connects. */
  get superuserUrl(): string {
    return this.url({ user: SUPERUSER });
  }

  /** Runs a statement as the superuser. */
  async sql(statement: string, database: string = SUPERUSER): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const client = new Client({ connectionString: this.url({ user: SUPERUSER, database }) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  /** Kills the server and all its processes as a power cut would end them. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server?.pid === undefined) return;
    const ended = once(server, 'exit');
    for (const pid of [...childrenOf(server.pid), server.pid]) killOne(pid);
    await ended;
    this.#server = null;
  }

  /** Starts the server, and waits until it answers. */
  async restart(): Promise<void> {
    const settings = [
      `port=${this.port}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${this.folder}`,
      'shared_buffers=32MB',
      'fsync=off',
    ];
    const args = ['-D', this.#data, ...settings.flatMap((setting) => ['-c', setting])];
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      if (this.#server === null || this.#server.exitCode !== null)
        this.#server = spawn(join(this.programs, 'postgres'), args, { stdio: 'ignore', ...postgresUser() });
      try {
        await this.sql('select 1');
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server !== null) {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses to run as root: it runs as the user that its package made. Empty where this process is not root. */
export function postgresUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
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
