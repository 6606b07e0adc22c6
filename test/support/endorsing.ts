import { toWire, type Endorsement, type Msp, type TransactionSpec } from '@tierline/chaincode/api';
import { freshId, type Order } from '@tierline/client-app/dist/app/ordering';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { Json, Ledger } from '@tierline/client-app/dist/ports/ledger';
import type { z } from 'zod';
import { outcome } from './refused';
import type { Place, World } from './world';

/** A transaction that its user may submit now. */
export interface Prepared {
  /** The organisations that its own table names. */
  readonly endorsers: readonly Msp[];
  /** Submits it endorsed by exactly these organisations: 'DONE' or the code of the refusal. */
  readonly submit: (endorsers: readonly Msp[]) => Promise<string>;
  /** `contract:method`. */
  readonly name: string;
  /** Who submits it, and what: for a way past {@link submit}. */
  readonly session: Session;
  readonly input: Json;
}

/** Prepares a transaction, so that it can be tried with other endorsers than its own. */
export async function prepare<S extends z.ZodType>(
  world: Place,
  user: string,
  spec: TransactionSpec<S>,
  order: Order<S>,
): Promise<Prepared> {
  const session = await world.as(user);
  const input = toWire({ ...order, requestId: freshId('PREPARED') });
  const endorsers = await spec.endorsers(spec.input.parse(input), partiesOf(session.books, session.network, new Set()));
  return {
    endorsers,
    submit: (named) => outcome(session.ledger.submit(spec.name, input, named)),
    name: spec.name,
    session,
    input,
  };
}

/** The rules that a transaction would set on keys, by the kind of record that the key holds. */
export async function rulesOf(world: World, { session, name, input, endorsers }: Prepared): Promise<Readonly<Record<string, Endorsement>>> {
  const { policies } = await world.open.host.simulate(session.identity, name, input, endorsers);
  return Object.fromEntries(policies.map(({ key, policy }) => [kindOf(key), policy]));
}

/** Keys are a kind and an id: a salted digest in a collection, a plain id in public state. */
const kindOf = (key: string): string => /^(.+?)-(?:[0-9a-f]{64}|[A-Z]{3}-.*)$/.exec(key)?.[1] ?? key;

/**
 * Everything that an organisation knows to be stored: the last value of each public key and of each private key that it may see.
 * @param from the block from which on it is looked at; what did not change since is left out
 */
export async function stateOf(ledger: Ledger, from = 0): Promise<ReadonlyMap<string, string | null>> {
  const state = new Map<string, string | null>();
  for await (const { transactions } of ledger.blocks(from)) {
    for (const { publicWrites, privateWrites } of transactions.filter(({ code }) => code === 'VALID')) {
      for (const { key, value } of publicWrites) state.set(key, value);
      for (const { collection, key, value } of privateWrites) state.set(`${collection}/${key}`, value);
    }
  }
  return state;
}
