import { identityHeaders } from '../session/identity';
import { offline, problemIn } from './problem';

const BASE = '/api/v1';

/** Values of a question's parameters; what is undefined is left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** Asks a question. @param path below `/api/v1` @throws Problem */
export async function ask<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return send<T>(`${BASE}${path}${query}`, { headers: identityHeaders(), ...(signal === undefined ? {} : { signal }) });
}

/** How a command is sent. */
export interface Sending {
  /** The same id with the same content applies once. */
  readonly requestId?: string;
  /** Asks for every condition with its verdict; nothing is changed. */
  readonly isDry?: boolean;
}

/** Sends a command. @param path below `/api/v1` @throws Problem */
export async function tell<T>(path: string, body: unknown, { requestId, isDry = false }: Sending = {}): Promise<T> {
  return send<T>(`${BASE}${path}${isDry ? '?dryRun=true' : ''}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(requestId === undefined ? {} : { 'idempotency-key': requestId }),
      ...identityHeaders(),
    },
    body: JSON.stringify(body),
  });
}

async function send<T>(address: string, init: RequestInit): Promise<T> {
  const response = await fetch(address, init).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : offline();
  });
  if (!response.ok) throw await problemIn(response);
  return (await response.json()) as T;
}

const RANDOM_BYTES = 10;

/** A fresh id `[A-Z0-9-]`, 80 random bits. */
export function freshId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`;
}
