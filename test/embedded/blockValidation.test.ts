import '@tierline/client-app/dist/quietFabric';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import { encodePolicy } from '@tierline/chaincode';
import type { Msp } from '@tierline/chaincode/api';
import { validatedBlock } from '@tierline/client-app/dist/adapters/embedded/blockValidation';
import { endorsedBytes, signedBytes } from '@tierline/client-app/dist/adapters/embedded/endorsedBytes';
import type { EndorsedTransaction } from '@tierline/client-app/dist/adapters/embedded/endorser';
import { NetworkRules } from '@tierline/client-app/dist/adapters/embedded/networkRules';
import type { EndorsedPayload, EndorsementSignature, StateRecord } from '@tierline/client-app/dist/adapters/embedded/records';
import { CONFORMANCE_NETWORK, CORE, HOST, REGULATOR } from '../support/conformanceNetwork';

const keys = new Map([HOST, CORE, REGULATOR].map((msp) => [msp, generateKeyPairSync('ec', { namedCurve: 'P-256' })]));
const state = new Map<string, StateRecord>();

const context = {
  rules: new NetworkRules(CONFORMANCE_NETWORK),
  endorsers: new Map([...keys].map(([msp, { publicKey }]) => [msp, { key: publicKey, identity: Buffer.from(msp) }])),
  isKnown: () => false,
  state: { record: (key: string) => state.get(key) ?? null, scan: async () => [] },
};

const PAYLOAD: EndorsedPayload = {
  channel: 'conformance',
  chaincode: 'conformance',
  transactionId: 'id',
  timestamp: '2026-01-01T00:00:00.000Z',
  name: 'Conformance:run',
  creator: { msp: HOST, certificate: '' },
  proposalHash: '',
  reads: [],
  ranges: [],
  policies: [],
  event: null,
  result: '1',
  writes: [{ key: 's/amount', value: '100', purge: false }],
};

function signature(payload: EndorsedPayload, msp: Msp, key: KeyObject | undefined = keys.get(msp)?.privateKey): EndorsementSignature {
  if (key === undefined) throw new Error(`${msp} has no key`);
  return { msp, signature: sign('sha256', signedBytes(endorsedBytes(payload), Buffer.from(msp)), key).toString('base64') };
}

function endorsed(payload: EndorsedPayload): EndorsedTransaction {
  return { payload, endorsements: [signature(payload, HOST), signature(payload, CORE)], privateWrites: {}, touched: new Map() };
}

async function codes(...transactions: EndorsedTransaction[]): Promise<readonly string[]> {
  return (await validatedBlock(7, transactions, context)).verdicts.map(({ code }) => code);
}

describe('the validation of a block', () => {
  it('accepts what its organisations signed', async () => {
    const { changes } = await validatedBlock(7, [endorsed(PAYLOAD)], context);
    expect([...changes]).to.deep.equal([['s/amount', { value: '100', version: { block: 7, transaction: 0 }, policy: null }]]);
  });

  const alterations: readonly (readonly [string, Partial<EndorsedPayload>])[] = [
    ['a value', { writes: [{ key: 's/amount', value: '101', purge: false }] }],
    ['the result', { result: '2' }],
    ['the event', { event: { name: 'Done', payload: '' } }],
    ['the read set', { reads: [{ key: 's/other', version: null }] }],
    ['the caller', { creator: { msp: CORE, certificate: '' } }],
    ['the time', { timestamp: '2026-01-02T00:00:00.000Z' }],
  ];
  for (const [what, alteration] of alterations) {
    it(`refuses a transaction when ${what} was altered after it was signed`, async () => {
      expect(await codes({ ...endorsed(PAYLOAD), payload: { ...PAYLOAD, ...alteration } })).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE']);
    });
  }

  it('refuses a signature that another organisation made in its name', async () => {
    const endorsements = [signature(PAYLOAD, HOST), signature(PAYLOAD, CORE, keys.get(HOST)?.privateKey)];
    expect(await codes({ ...endorsed(PAYLOAD), endorsements })).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE']);
  });

  it("refuses one organisation's signature presented as another's", async () => {
    const { signature: hosts } = signature(PAYLOAD, HOST);
    const endorsements = [
      { msp: HOST, signature: hosts },
      { msp: CORE, signature: hosts },
    ];
    expect(await codes({ ...endorsed(PAYLOAD), endorsements })).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE']);
  });

  it("can leave a block without a winner, as Fabric does when a key's policy and its version move together", async () => {
    const policy = encodePolicy(HOST).toString('base64');
    const stale = { key: 's/gone', version: { block: 1, transaction: 0 } };
    const first = endorsed({ ...PAYLOAD, transactionId: 'a', reads: [stale], policies: [{ key: 's/amount', policy }] });
    const second = endorsed({ ...PAYLOAD, transactionId: 'b' });
    expect(await codes(first, second)).to.deep.equal(['MVCC_READ_CONFLICT', 'ENDORSEMENT_POLICY_FAILURE']);
  });

  it('checks endorsements against the policies from before the block, and versions against the transactions before', async () => {
    const read = { key: 's/amount', version: null };
    const first = endorsed({ ...PAYLOAD, transactionId: 'a', reads: [read] });
    const second = endorsed({ ...PAYLOAD, transactionId: 'b', reads: [read] });
    expect(await codes(first, second)).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
  });
});
