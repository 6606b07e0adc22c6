import { get } from 'node:http';

const LIMIT_MS = 3_000;
const WELL = 200;

/** Where a node tells of itself. */
export interface Asked {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** What a node tells of itself. */
export interface Health {
  readonly name: string;
  /** null when it is well. */
  readonly problem: string | null;
  /** How far its clock is from this process's, milliseconds, to the second; null when it does not say. */
  readonly clockMs: number | null;
}

/** Asks a node on its operations port how it is. */
export function askHealth({ name, host, port }: Asked): Promise<Health> {
  return new Promise((resolve) => {
    const silent = (): void => resolve({ name, problem: `does not answer on port ${port}`, clockMs: null });
    const request = get({ host, port, path: '/healthz', timeout: LIMIT_MS }, (answer) => {
      answer.resume();
      const clockMs = Date.parse(answer.headers.date ?? '') - Date.now();
      const problem = answer.statusCode === WELL ? null : `answers ${answer.statusCode ?? ''}`;
      resolve({ name, problem, clockMs: Number.isNaN(clockMs) ? null : clockMs });
    });
    request.on('timeout', () => request.destroy(new Error('time limit')));
    request.on('error', silent);
  });
}
