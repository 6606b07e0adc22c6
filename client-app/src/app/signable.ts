import { canonicalText, CONSENT_STRUCTS, Fault, REGISTRATION_STRUCT, typedDataOf, type TypedData } from '@tierline/chaincode/api';
import { z } from 'zod';

/** All that a person's key may sign here. */
const STRUCTS = new Map([...Object.values(CONSENT_STRUCTS), REGISTRATION_STRUCT].map((struct) => [struct.name, struct]));
const MAX_TEXT = 20_000;
const MAX_LINES = 200;

const text = z.string().max(MAX_TEXT);
const shape = z.object({
  domain: z.object({ salt: z.string().regex(/^0x[0-9a-f]{64}$/) }),
  primaryType: text,
  message: z.record(text, z.union([text, z.array(text).max(MAX_LINES)])),
});

/**
 * Typed data that came from elsewhere, such as the process that serves the ledger, if it is one of the acts of this application:
 * a key that also holds money elsewhere can never be made to sign anything about it.
 * @throws Fault MALFORMED
 */
export function signable(given: unknown): TypedData {
  const read = shape.safeParse(given);
  const struct = read.success ? STRUCTS.get(read.data.primaryType) : undefined;
  if (!read.success || struct === undefined) throw notOurs();
  const data = typedDataOf(read.data.domain.salt.slice(2), struct, read.data.message);
  const isSame = canonicalText(data) === canonicalText(given);
  const isWhole = struct.fields.every(({ name }) => name in data.message) && Object.keys(data.message).length === struct.fields.length;
  if (!isSame || !isWhole) throw notOurs();
  return data;
}

const notOurs = (): Fault => new Fault('MALFORMED', { field: 'what is to be signed', problem: 'it is no act of this application' });

/** Everything that is signed, as pairs of a name and a line: the fields in the order in which they are hashed, lists line by line. */
export function signedLines({ types, primaryType, message, domain }: TypedData): readonly (readonly [name: string, line: string])[] {
  const fields = (types[primaryType] ?? []).map(({ name }) => name);
  const told = fields.flatMap((name): (readonly [string, string])[] => {
    const value = message[name] ?? '';
    return typeof value === 'string' ? [[name, value]] : value.map((line, index) => [index === 0 ? name : '', line] as const);
  });
  return [...told, ['network', domain.salt]];
}
