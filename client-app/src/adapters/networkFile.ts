import { readFileSync } from 'node:fs';
import { Fault, type NetworkDefinition } from '@tierline/chaincode/api';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

/** Fifty organisations and five hundred programs fit ten times over. */
const MAX_CHARACTERS = 1_000_000;

const msp = z.string().regex(/^[A-Za-z0-9]{2,40}$/);
const schema = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,200}$/),
  chaincode: z.string().regex(/^[a-z][a-z0-9_-]{0,60}$/),
  production: z.boolean(),
  organisations: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[A-Z0-9-]{2,20}$/),
        msp,
        role: z.enum(['operator', 'core', 'bank', 'regulator']),
      }),
    )
    .min(4)
    .max(50),
  programs: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z0-9-]{4,40}$/),
        host: msp,
        core: msp,
        banks: z.array(msp).min(1).max(10),
        settlementBank: msp,
        regulator: msp,
      }),
    )
    .max(500),
});

/** Reads a network file. @throws Fault MALFORMED naming the field and what it must be; UNAVAILABLE when the file cannot be read */
export function readNetworkFile(path: string): NetworkDefinition {
  const parsed = schema.safeParse(yamlOf(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('MALFORMED', { file: path, field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

function yamlOf(path: string): unknown {
  const text = textOf(path);
  if (text.length > MAX_CHARACTERS) {
    throw new Fault('MALFORMED', { file: path, field: 'file', value: text.length, limit: `at most ${MAX_CHARACTERS} characters` });
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Fault('MALFORMED', { file: path, field: `line ${error.linePos?.[0].line ?? 1}`, problem: `not YAML (${error.code})` });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file: path, reason: error instanceof Error && 'code' in error ? String(error.code) : 'unreadable' });
  }
}
