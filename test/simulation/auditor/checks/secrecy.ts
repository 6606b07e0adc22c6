import { createHash } from 'node:crypto';
import { factsRootOf } from '../factsRoot';
import type { Step } from '../step';
import type { Check } from './check';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const OF_A_PAIR = ['OFFER', 'DEAL-TERMS', 'REGISTRATION', 'PAYOUT', 'CREDIT-LIMIT', 'DEAL-CLOSURE'];
const PUBLIC_FIELDS: Readonly<Record<string, readonly string[]>> = {
  FINGERPRINT: ['kind', 'schemaVersion', 'fingerprint', 'state', 'claim'],
  REQUEST: ['kind', 'schemaVersion', 'transaction', 'count', 'digestSalt', 'fields'],
  'PROGRAM-HEAD': ['kind', 'schemaVersion', 'id', 'name', 'mode', 'clockOffsetDays'],
};
const PUBLIC_KINDS = [...Object.keys(PUBLIC_FIELDS), 'FOUNDING', 'COMPANY', 'POLICY', 'CALENDAR', 'PROPOSAL', 'SIGNING-KEYS'];

/** 16. What lies between a bank and a host is in their collection, and each organisation receives its own collections' values: all, and no others. */
export const streamsKeepToMembers = (members: ReadonlyMap<string, ReadonlySet<string>>): Check =>
  function* streamsOfMembers({ streams, changes }) {
    for (const [msp, { privateWrites, hashedWrites }] of streams) {
      const strange = privateWrites.filter(({ collection }) => members.get(collection)?.has(msp) !== true);
      for (const { collection } of strange) yield `${msp} received a value of ${collection}`;
      const received = new Set(
        privateWrites.map(({ collection, key, value }) => `${collection} ${sha256(key)} ${value === null ? '' : sha256(value)}`),
      );
      const owed = hashedWrites.filter(({ collection }) => members.get(collection)?.has(msp) === true);
      const lacking = owed.filter(({ collection, keyHash, valueHash }) => !received.has(`${collection} ${keyHash} ${valueHash ?? ''}`));
      for (const { collection } of lacking) yield `${msp} did not receive what was written in ${collection}`;
    }
    for (const { collection, after } of changes) {
      if (after === null) continue;
      const isOfPair = OF_A_PAIR.includes(after.kind);
      const place = isOfPair ? `PAIR-${bankOf(after) ?? collection.split('-')[1] ?? ''}-` : collection;
      if (!collection.startsWith(place)) yield `${after.kind} lies in ${collection}`;
    }
  };

const bankOf = (record: { readonly [field: string]: unknown }): string | undefined => record['bankMsp'] as string | undefined;

/** 18. One event {schema, transaction, program, count, factsRoot} and nothing else; the root is that of the writes; nothing confidential is public. */
export const oneEventAndNothingElse: Check = function* (step) {
  yield* eventIsWhole(step);
  const secrets = privateIds(step);
  const told = [
    step.transaction.event?.payload ?? '',
    ...step.transaction.publicWrites.flatMap(({ key, value }) => [key, value ?? '']),
  ].join('\n');
  for (const secret of secrets) if (told.includes(secret)) yield `${secret} is told in public`;
  for (const { collection, after, key } of step.changes) {
    if (collection !== '' || after === null) continue;
    if (!PUBLIC_KINDS.includes(after.kind)) yield `${after.kind} is public`;
    const strange = Object.keys(after).filter((field) => PUBLIC_FIELDS[after.kind]?.includes(field) === false || field.endsWith('Minor'));
    if (strange.length > 0) yield `${key} tells ${strange.join(', ')}`;
  }
};

function* eventIsWhole({ transaction, name, changes }: Step): Iterable<string> {
  const event = JSON.parse(transaction.event?.payload ?? '{}') as { readonly [field: string]: unknown };
  const fields = Object.keys(event).sort().join();
  if (fields !== 'count,factsRoot,program,schema,transaction') yield `the event of ${name} has ${fields || 'no fields'}`;
  if (event['schema'] !== 1 || event['transaction'] !== name || !Number.isInteger(event['count']))
    yield `the event of ${name} says ${JSON.stringify(event)}`;
  if (event['factsRoot'] !== factsRootOf(changes)) yield `the facts root of ${name} is not that of its writes`;
}

/** Ids of private records that this step wrote. */
function privateIds({ changes, tokens, claims }: Step): ReadonlySet<string> {
  const records = changes.filter(({ collection, after }) => collection !== '' && after !== null && after.kind !== 'PROGRAM');
  const ids = records.flatMap(({ after }) => [after?.['id'], after?.['bankReference']]).filter((id) => typeof id === 'string');
  return new Set([...ids, ...tokens.after.keys(), ...claims.after.keys()]);
}
