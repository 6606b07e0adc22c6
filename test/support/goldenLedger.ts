import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, withNodeClock } from '@tierline/chaincode';
import { factsRoot, toWire, type Endorsement, type Fact, type Msp, type TransactionSpec } from '@tierline/chaincode/api';
import { openEmbedded, type EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Simulated } from '@tierline/client-app/dist/adapters/embedded/simulated';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import type { Books } from '@tierline/client-app/dist/ports/books';
import type { Identity, Json } from '@tierline/client-app/dist/ports/ledger';
import type { z } from 'zod';
import { booksOf } from './booksOf';
import { NETWORK, TEST_NOW_MS } from './world';

/** One transaction of the script that the golden files are made of. */
export interface GoldenStep {
  /** `person@company`; his company is the part after the `@`. */
  readonly user: string;
  readonly transaction: string;
  readonly input: Json;
  readonly endorsers: TransactionSpec['endorsers'];
  readonly parse: (input: Json) => unknown;
  /** Whether this call is the one of its transaction that is kept as a golden file. */
  readonly golden: boolean;
}

/** A step that only prepares others. */
export function prepares<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>): GoldenStep {
  return {
    user,
    transaction: spec.name,
    input: toWire(order),
    endorsers: spec.endorsers as TransactionSpec['endorsers'],
    parse: (input) => spec.input.parse(input),
    golden: false,
  };
}

/** The step that stands for its transaction. */
export function golden<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>): GoldenStep {
  return { ...prepares(user, spec, order), golden: true };
}

/** All that a transaction writes and tells, as its golden file holds it. */
export interface GoldenCall {
  readonly transaction: string;
  readonly user: string;
  readonly input: Json;
  readonly endorsers: readonly Msp[];
  readonly result: Json;
  readonly event: Json;
  readonly publicWrites: Json;
  readonly privateWrites: Json;
  readonly policies: readonly { readonly collection: string; readonly key: string; readonly policy: Endorsement }[];
}

const DUTIES = { maker: ['maker'], checker: ['checker'] };
/** Stands for what certificates make different in every run. */
const TRANSACTION_ID = '<transaction id>';
const FACTS_ROOT = '<root over these writes>';

/** A ledger on which a call always writes the same: its salts follow from the transaction's name, its clock stands still. */
export class GoldenLedger {
  readonly #people = new Map<string, Identity>();
  readonly #books = new Map<Msp, Books>();
  #count = 0;

  private constructor(
    readonly host: EmbeddedHost,
    private readonly directory: string,
    private readonly salt: { of: string },
  ) {}

  static async open(): Promise<GoldenLedger> {
    const directory = mkdtempSync(join(tmpdir(), 'tierline-golden-'));
    const salt = { of: '' };
    let nonces = 0;
    const randomBytes = (count: number): Uint8Array => {
      nonces += 1;
      const seed = count === 32 ? `salt of ${salt.of}` : `nonce ${nonces}`;
      return createHash('sha256').update(seed).digest().subarray(0, count);
    };
    const host = await openEmbedded({ directory, network: NETWORK, contracts, withNodeClock, now: () => TEST_NOW_MS, randomBytes });
    return new GoldenLedger(host, directory, salt);
  }

  async close(): Promise<void> {
    await this.host.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Runs one step: simulates it, submits it, and answers what it wrote. @throws Fault */
  async run(step: GoldenStep, hostOf: (company: string) => Msp): Promise<GoldenCall> {
    this.#count += 1;
    this.salt.of = step.transaction;
    const identity = await this.#person(step.user, hostOf);
    const ledger = this.host.connect(identity);
    const books = this.#books.get(identity.msp) ?? booksOf(ledger, NETWORK);
    this.#books.set(identity.msp, books);
    await books.catchUp();
    const requestId = `REQ-${step.golden ? step.transaction.replace(/\W/, '-').toUpperCase() : this.#count}`.padEnd(8, '0');
    const input = { ...(step.input as object), requestId } as Json;
    const endorsers = await step.endorsers(step.parse(input), partiesOf(books, NETWORK, new Set()));
    const simulated = await this.host.simulate(identity, step.transaction, input, endorsers);
    await ledger.submit(step.transaction, input, endorsers);
    return callOf(step, input, simulated);
  }

  async #person(user: string, hostOf: (company: string) => Msp): Promise<Identity> {
    const [person = '', company = ''] = user.split('@');
    const known =
      this.#people.get(user) ??
      (await this.host.identities.enrol(hostOf(company), user, { company, roles: DUTIES[person as keyof typeof DUTIES], person }));
    this.#people.set(user, known);
    return known;
  }
}

function callOf({ transaction, user }: GoldenStep, input: Json, simulated: Simulated): GoldenCall {
  const { transactionId, result, endorsers, event, publicWrites, privateWrites, policies } = simulated;
  const payload = event?.payload as { readonly factsRoot: string };
  const root = factsRoot(NETWORK.channel, factsOf(simulated));
  if (payload.factsRoot !== root) throw new Error(`${transaction}: the event's facts root is not that of its writes`);
  const told = { event: { name: event?.name, payload: { ...payload, factsRoot: FACTS_ROOT } }, result, publicWrites, privateWrites };
  const masked = JSON.parse(JSON.stringify(told).replaceAll(transactionId, TRANSACTION_ID)) as typeof told & { event: Json };
  return {
    transaction,
    user,
    input,
    endorsers,
    result: masked.result,
    event: masked.event,
    publicWrites: masked.publicWrites as unknown as Json,
    privateWrites: masked.privateWrites as unknown as Json,
    policies,
  };
}

/** The facts that a write set states: what the event's root must bind, computed from the writes alone. */
function factsOf({ publicWrites, privateWrites }: Simulated): Fact[] {
  const writes = [...Object.entries(privateWrites), ['', publicWrites] as const];
  return writes.flatMap(([collection, keys]) =>
    keys.map(({ key, value }): Fact => {
      const { salt = '', ...record } = (value ?? {}) as { readonly salt?: string };
      return { place: `${collection}\n${key}`, salt, record: value === null ? null : record };
    }),
  );
}

/** JSON for people: what fits on a line stays on one line. */
export function readableJson(value: Json, indent = ''): string {
  const line = JSON.stringify(value);
  if (line.length + indent.length <= 120 || typeof value !== 'object' || value === null) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each: Json) => deeper + readableJson(each, deeper)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(([name, field]) => `${deeper}${JSON.stringify(name)}: ${readableJson(field, deeper)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
}
