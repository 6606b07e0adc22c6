import '@tierline/client-app/dist/quietFabric';
import { randomUUID } from 'node:crypto';
import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { encodePolicy } from '@tierline/chaincode';
import { Fault } from '@tierline/chaincode/api';
import type { PrivateStep, Step } from './script';

const clocks = new WeakMap<object, () => number>();

/** Gives a run of a contract `now` as the endorsing node's clock. */
export const withTestClock = <S extends object>(stub: S, now: () => number): S => {
  clocks.set(stub, now);
  return stub;
};

type Stub = Context['stub'];
type Handlers<S extends Step> = { readonly [D in S['do']]: (context: Context, step: Extract<S, { readonly do: D }>) => Promise<unknown> };
type Pairs = AsyncIterable<{ readonly key: string; readonly value: Uint8Array }>;

const text = (bytes: Uint8Array): string | null => (bytes.length === 0 ? null : Buffer.from(bytes).toString('utf8'));
const hex = (bytes: Uint8Array = Buffer.alloc(0)): string | null => (bytes.length === 0 ? null : Buffer.from(bytes).toString('hex'));

async function pairs(found: Pairs, count = Number.POSITIVE_INFINITY): Promise<readonly (readonly [string, string | null])[]> {
  const list: (readonly [string, string | null])[] = [];
  if (count === 0) return list;
  for await (const { key, value } of found) {
    list.push([key, text(value)]);
    if (list.length === count) break;
  }
  return list;
}

async function page(stub: Stub, start: string, end: string, size: number, bookmark: string): Promise<unknown> {
  const found = await stub.getStateByRangeWithPagination(start, end, size, bookmark);
  const keys: string[] = [];
  for (let next = await found.iterator.next(); !next.done; next = await found.iterator.next()) keys.push(next.value.key);
  await found.iterator.close();
  return { keys, bookmark: found.metadata.bookmark, count: found.metadata.fetchedRecordsCount };
}

const PRIVATE: Handlers<PrivateStep> = {
  getPrivate: async ({ stub }, { collection, key }) => text(await stub.getPrivateData(collection, key)),
  getHash: async ({ stub }, { collection, key }) => hex(await stub.getPrivateDataHash(collection, key)),
  deletePrivate: async ({ stub }, { collection, key }) => stub.deletePrivateData(collection, key),
  purge: async ({ stub }, { collection, key }) => stub.purgePrivateData(collection, key),
  getPrivatePolicy: async ({ stub }, { collection, key }) => hex(await stub.getPrivateDataValidationParameter(collection, key)),
  putPrivate: async ({ stub }, { collection, key, value }) => stub.putPrivateData(collection, key, Buffer.from(value)),
  setPrivatePolicy: async ({ stub }, { collection, key, rule }) =>
    stub.setPrivateDataValidationParameter(collection, key, encodePolicy(rule)),
  privateRange: async ({ stub }, { collection, start, end }) => pairs(stub.getPrivateDataByRange(collection, start, end)),
};

const HANDLERS: Handlers<Step> = {
  ...PRIVATE,
  get: async ({ stub }, { key }) => text(await stub.getState(key)),
  delete: async ({ stub }, { key }) => stub.deleteState(key),
  getPolicy: async ({ stub }, { key }) => hex(await stub.getStateValidationParameter(key)),
  put: async ({ stub }, { key, value }) => stub.putState(key, Buffer.from(value)),
  setPolicy: async ({ stub }, { key, rule }) => stub.setStateValidationParameter(key, encodePolicy(rule)),
  setPolicyBytes: async ({ stub }, { key, hex: bytes }) => stub.setStateValidationParameter(key, Buffer.from(bytes, 'hex')),
  range: async ({ stub }, { start, end }) => pairs(stub.getStateByRange(start, end)),
  firstOf: async ({ stub }, { start, end, count }) => pairs(stub.getStateByRange(start, end), count),
  page: async ({ stub }, { start, end, size, bookmark }) => page(stub, start, end, size, bookmark),
  composite: async ({ stub }, { type, parts }) => {
    const found = await pairs(stub.getStateByPartialCompositeKey(type, [...parts]));
    return found.map(([key, value]) => [stub.splitCompositeKey(key).attributes, value]);
  },
  putComposite: async ({ stub }, { type, parts, value }) => stub.putState(stub.createCompositeKey(type, [...parts]), Buffer.from(value)),
  event: async ({ stub }, { name, payload }) => {
    stub.setEvent(name, Buffer.from(payload));
    return null;
  },
  refuse: async (_context, { code, details }) => {
    throw new Fault(code, details);
  },
  fail: async (_context, step) => {
    throw new Error(step.text);
  },
  caller: async ({ clientIdentity }) => ({
    msp: clientIdentity.getMSPID(),
    id: clientIdentity.getID(),
    company: clientIdentity.getAttributeValue('scf.company'),
    roles: clientIdentity.getAttributeValue('scf.roles'),
    person: clientIdentity.getAttributeValue('scf.person'),
  }),
  transient: async ({ stub }) => Object.fromEntries([...stub.getTransient()].map(([name, bytes]) => [name, hex(bytes)])),
  random: async ({ stub }) => stub.putState('random', Buffer.from(randomUUID())),
  nodeClock: async ({ stub }) => stub.putState('nodeClock', Buffer.from(String(clocks.get(stub)?.()))),
  timestamp: async ({ stub }) => stub.getDateTimestamp().toISOString(),
  history: async ({ stub }) => stub.getHistoryForKey('key'),
  richQuery: async ({ stub }) => stub.getQueryResult('{}'),
  otherChaincode: async ({ stub }) => stub.invokeChaincode('other', [], 'conformance'),
};

function inputOf<T>(stub: Stub): T {
  return JSON.parse(Buffer.from(stub.getTransient().get('input') ?? []).toString('utf8')) as T;
}

/** Does what its script says, so that one contract shows every behaviour of a ledger. */
@Info({ title: 'Conformance', description: 'Shows every behaviour of a ledger' })
export class ConformanceContract extends Contract {
  constructor() {
    super('Conformance');
  }

  @Transaction()
  @Returns('string')
  async run(context: Context): Promise<string> {
    const results: unknown[] = [];
    for (const step of inputOf<readonly Step[]>(context.stub)) {
      const handler = HANDLERS[step.do] as (context: Context, step: Step) => Promise<unknown>;
      const result = await handler(context, step);
      // A write answers the peer's empty acknowledgement.
      results.push(result instanceof Uint8Array ? null : result);
    }
    return JSON.stringify(results);
  }

  @Transaction()
  @Returns('string')
  async split(context: Context): Promise<string> {
    const { token } = inputOf<{ readonly token: string }>(context.stub);
    const state = text(await context.stub.getState(token));
    if (state !== 'WHOLE') throw new Fault('WRONG_STATE', { current: state, allowed: ['WHOLE'] });
    await context.stub.putState(token, Buffer.from('SPLIT'));
    await context.stub.putState(`${token}.1`, Buffer.from('WHOLE'));
    await context.stub.putState(`${token}.2`, Buffer.from('WHOLE'));
    return '';
  }
}
