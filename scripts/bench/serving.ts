import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './bench';
import { PROGRAM } from './trade';

const PROGRAM_FILE = join(__dirname, '../../../client-app/bin/tierline.js');
/** As `npm start` runs it: a smaller nursery of the heap spares some 20 MB. */
const NODE_OPTIONS = ['--max-semi-space-size=8'];
/** A measurement is one company that sends as much as it can. */
const UNHINDERED = ['--dev-auth', '--rate-limit', '1000000', '--log-level', 'error', '--port', '0'];
const READY = /ready\s+(http:\S+)/;
/** Requests that are sent before the memory is looked at. */
const REQUESTS = 200;
const QUESTIONS = ['dashboard', 'ageing', 'receivables?limit=200', 'tokens?limit=200', 'worklist'] as const;

/** Starts the server on a directory whose read model is there; tells how long that takes and how much memory it has after some use. */
export async function servingOf(directory: string): Promise<readonly Measurement[]> {
  const startMs = performance.now();
  return withServer(['--data-dir', directory], async (address, pid) => {
    const readyMs = performance.now() - startMs;
    await use(address);
    const { residentMb, peakMb } = memoryOf(pid);
    return [
      { what: 'start of the server on that ledger', figure: readyMs / 1000, unit: 's', target: { atMost: 10 } },
      { what: `resident memory of the server after ${REQUESTS} requests`, figure: residentMb, unit: 'MB', target: { atMost: 400 } },
      { what: 'most resident memory of the server', figure: peakMb, unit: 'MB', target: null },
    ];
  });
}

/** Runs work beside a server that is ready, which is ended afterwards. @param environment variables besides those of this process */
export async function withServer<T>(
  options: readonly string[],
  work: (address: string, pid: number) => Promise<T>,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  const child = spawn(process.execPath, [...NODE_OPTIONS, PROGRAM_FILE, 'start', ...UNHINDERED, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  try {
    return await work(await readyAddress(child), child.pid ?? 0);
  } finally {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** The address that a server tells once it is ready. @throws Error when it ends before */
export function readyAddress(child: ChildProcess): Promise<string> {
  let told = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
      const address = READY.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the server did not become ready: ${told}`)));
  });
}

/** The header by which a person asks a server with the development sign-in. @throws Error when he gets no token */
export async function bearerFor(address: string, user: string): Promise<{ readonly authorization: string }> {
  const response = await fetch(`${address}/dev-issuer/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${user}:demo`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token for ${user}`);
  return { authorization: `Bearer ${token}` };
}

async function use(address: string): Promise<void> {
  const headers = await bearerFor(address, 'maker@REGULATOR-01');
  for (let request = 0; request < REQUESTS; request += 1) {
    const question = QUESTIONS[request % QUESTIONS.length];
    const response = await fetch(`${address}/api/v1/programs/${PROGRAM}/${question}`, { headers });
    if (!response.ok) throw new Error(`${question}: ${await response.text()}`);
    await response.text();
  }
}

/** The kernel's figures of a process, in MB of 1,000,000 bytes. */
function memoryOf(pid: number): { readonly residentMb: number; readonly peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN);
  return { residentMb: (kilobytes('VmRSS') * 1024) / 1e6, peakMb: (kilobytes('VmHWM') * 1024) / 1e6 };
}
