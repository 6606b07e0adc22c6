import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { allOf } from '@tierline/chaincode/api';
import type { EmbeddedHost, EmbeddedOptions } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { ConformanceContract } from '../support/conformanceContract';
import { CORE, HOST, PROGRAM, REGULATOR, USUAL } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { get, put, putPrivate, RUN, setPolicy, type Step } from '../support/script';
import { bug, endings, refusal } from '../conformance/fixture';
import { as, personOf, results, run } from './people';

class AlteredContract extends ConformanceContract {
  override async run(context: Context): Promise<string> {
    await context.stub.putState('altered', Buffer.from('1'));
    return super.run(context);
  }
}

class FailingContract extends ConformanceContract {
  override async run(): Promise<string> {
    throw new Error('a bug on one peer');
  }
}

async function withLedger(more: Partial<EmbeddedOptions>, work: (host: EmbeddedHost) => Promise<void>): Promise<void> {
  const host = await openConformance(await newFolder(), more);
  await work(host);
  await host.close();
}

describe('the embedded ledger is never kinder than Fabric', function () {
  this.timeout(30_000);
  after(dropFolders);

  const unsupported: readonly (readonly [string, Step])[] = [
    ['the history of a key', { do: 'history' }],
    ['a rich query', { do: 'richQuery' }],
    ['another chaincode', { do: 'otherChaincode' }],
  ];
  for (const [what, step] of unsupported) {
    it(`refuses ${what}, which it does not model`, () =>
      withLedger({}, async (host) => {
        expect(String((await bug(run(host, [step]))).cause)).to.contain('not supported by the embedded ledger');
      }));
  }

  it('refuses an empty value, which a peer would take for a deletion', () =>
    withLedger({}, async (host) => {
      await bug(run(host, [put('k', '')]));
    }));

  it('never commits policy bytes that are garbage or name a stranger', () =>
    withLedger({}, async (host) => {
      for (const hex of ['00', 'deadbeef', '0a0012020800']) {
        await bug(run(host, [put('k', 'v'), { do: 'setPolicyBytes', key: 'k', hex }]));
      }
      await bug(run(host, [put('k', 'v'), setPolicy('k', allOf(HOST, 'StrangerMSP'))]));
      expect(await results(host, [get('k')])).to.deep.equal([null]);
    }));

  it('finds an altered contract on one organisation out', () =>
    withLedger({ contractsFor: (msp) => (msp === CORE ? [AlteredContract] : undefined) }, async (host) => {
      await refusal(run(host, [put('k', 'v')], [HOST, CORE]), 'ENDORSEMENT_MISMATCH');
      await run(host, [put('k', 'v')], [HOST, REGULATOR]);
    }));

  it('refuses when the contract fails on one organisation only, and tells where', () =>
    withLedger({ contractsFor: (msp) => (msp === CORE ? [FailingContract] : undefined) }, async (host) => {
      const fault = await refusal(run(host, [put('k', 'v')]), 'ENDORSEMENT_MISMATCH');
      expect(fault.details['outcomes']).to.deep.equal([
        { msp: HOST, outcome: 'ENDORSED' },
        { msp: CORE, outcome: 'FAILED' },
      ]);
    }));

  const shifted = { clockShiftMs: { [CORE]: 1 }, now: () => 1_790_000_000_000 };

  it('gives each organisation its own clock', () =>
    withLedger(shifted, async (host) => {
      await refusal(run(host, [{ do: 'nodeClock' }], [HOST, CORE]), 'ENDORSEMENT_MISMATCH');
      await run(host, [{ do: 'nodeClock' }], [HOST, REGULATOR]);
      expect(await results(host, [get('nodeClock')])).to.deep.equal(['1790000000000']);
    }));

  it('lets a key whose policy was written in a block not be written again in it, even unread', () =>
    withLedger({}, async (host) => {
      const ledger = await as(host);
      const write = (value: string) => ledger.submit(RUN, [put('k', value), setPolicy('k', allOf(HOST, CORE))] as never, USUAL);
      expect(await endings([write('a'), write('b')])).to.deep.equal(['OK', 'MVCC_CONFLICT']);
      const codes: string[] = [];
      for await (const { transactions } of ledger.blocks(1)) codes.push(transactions.map(({ code }) => code).join());
      expect(codes).to.deep.equal(['VALID,ENDORSEMENT_POLICY_FAILURE']);
    }));

  it('puts waiting transactions into one block, up to its limit', () =>
    withLedger({ maxBlockTransactions: 3 }, async (host) => {
      const ledger = await as(host);
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => ledger.submit(RUN, [put(key, key)] as never, USUAL)));
      const sizes: number[] = [];
      for await (const { transactions } of ledger.blocks(1)) sizes.push(transactions.length);
      expect(Math.max(...sizes)).to.equal(3);
      expect(sizes.reduce((sum, size) => sum + size)).to.equal(5);
    }));

  it('refuses calls beyond its limit, and every call after it is closed', async () => {
    const host = await openConformance(await newFolder(), { maxCallsUnderWay: 2 });
    const ledger = await as(host);
    const ends = await endings(['a', 'b', 'c'].map((key) => ledger.submit(RUN, [put(key, key)] as never, USUAL)));
    expect(ends).to.deep.equal(['OK', 'OK', 'UNAVAILABLE']);
    await host.close();
    await refusal(ledger.submit(RUN, [], USUAL), 'UNAVAILABLE');
    await refusal(ledger.evaluate(RUN, []), 'UNAVAILABLE');
  });

  it('takes a purged value out of earlier blocks too, and opens again', async () => {
    const directory = await newFolder();
    const host = await openConformance(directory);
    await run(host, [putPrivate(PROGRAM, 'k', 'personal data'), putPrivate(PROGRAM, 'other', 'kept')]);
    await run(host, [{ do: 'purge', collection: PROGRAM, key: 'k' }]);
    await host.close();
    const again = await openConformance(directory);
    const seen: string[] = [];
    for await (const { transactions } of (await as(again)).blocks(0)) seen.push(JSON.stringify(transactions));
    expect(seen.join()).not.to.contain('personal data');
    expect(seen.join()).to.contain('kept');
    await again.close();
  });

  it('shows what a transaction would write without writing it', () =>
    withLedger({}, async (host) => {
      const steps: readonly Step[] = [
        get('read'),
        put('k', '{"a":1}'),
        putPrivate(PROGRAM, 'p', 'text'),
        setPolicy('k', allOf(HOST, CORE)),
        { do: 'setPrivatePolicy', collection: PROGRAM, key: 'p', rule: HOST },
        { do: 'event', name: 'Done', payload: '{"count":1}' },
      ];
      const { transactionId, ...shown } = await host.simulate(await personOf(host), RUN, steps, USUAL);
      expect(transactionId).to.have.lengthOf(64);
      expect(shown).to.deep.equal({
        result: [null, null, null, null, null, null],
        endorsers: USUAL,
        reads: ['read'],
        ranges: [],
        publicWrites: [{ key: 'k', value: { a: 1 } }],
        privateWrites: { [PROGRAM]: [{ key: 'p', value: 'text' }] },
        policies: [
          { collection: PROGRAM, key: 'p', policy: HOST },
          { collection: '', key: 'k', policy: allOf(HOST, CORE) },
        ],
        event: { name: 'Done', payload: { count: 1 } },
      });
      expect(await results(host, [get('k')])).to.deep.equal([null]);
    }));
});
