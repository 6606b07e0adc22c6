import { expect } from 'chai';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { CORE, HOST, PROGRAM, REGULATOR, USUAL } from '../support/conformanceNetwork';
import { get, put, putPrivate, range, remove, RUN, setPolicy } from '../support/script';
import { refusal, type LedgerUnderTest } from './fixture';

type Model = Map<string, string>;

function apply(model: Model, { transactions }: CommittedBlock): void {
  for (const { code, publicWrites } of transactions) {
    if (code !== 'VALID') continue;
    for (const { key, value } of publicWrites) {
      if (value === null) model.delete(key);
      else model.set(key, value);
    }
  }
}

function modelOf(blocks: readonly CommittedBlock[], start: Model = new Map()): Model {
  const model = new Map(start);
  for (const block of blocks) apply(model, block);
  return model;
}

/** The stream of committed blocks. */
export function blockBehaviour(ledger: LedgerUnderTest): void {
  describe('blocks', () => {
    it('come in order, without gaps, each linked to the one before', async () => {
      await ledger.submit([put(ledger.key('k'), 'v')]);
      const blocks = await ledger.blocks(HOST);
      blocks.forEach((block, index) => {
        expect(block.number).to.equal(index);
        expect(block.hash).to.match(/^[0-9a-f]{64}$/);
        if (index > 0) expect(block.previousHash).to.equal(blocks[index - 1]?.hash);
      });
    });

    it('are the same for every organisation but for private values', async () => {
      const open = (blocks: readonly CommittedBlock[]) =>
        blocks.map((block) => ({
          ...block,
          transactions: block.transactions.map((transaction) => ({ ...transaction, privateWrites: [] })),
        }));
      expect(open(await ledger.blocks(HOST))).to.deep.equal(open(await ledger.blocks(CORE)));
    });

    it('give the same read model from any height', async () => {
      const prefix = ledger.key('model');
      for (const name of ['a', 'b', 'c']) await ledger.submit([put(prefix + name, name)]);
      await ledger.submit([remove(`${prefix}b`), put(`${prefix}a`, 'A')]);
      await refusal(ledger.submit([put(`${prefix}c`, 'invalid')], [HOST]), 'POLICY_UNMET');
      const blocks = await ledger.blocks(HOST);
      const whole = modelOf(blocks);
      for (let height = Math.max(0, blocks.length - 5); height <= blocks.length; height += 1) {
        expect(modelOf(await ledger.blocks(HOST, height), modelOf(blocks.slice(0, height)))).to.deep.equal(whole);
      }
      const state = (await ledger.look(range(prefix, `${prefix}~`))) as [string, string][];
      expect(new Map([...whole].filter(([key]) => key.startsWith(prefix)))).to.deep.equal(new Map(state));
    });

    it('tell who asked, who endorsed, what was written, and the event', async () => {
      const [key, hidden] = [ledger.key('told'), ledger.key('hidden')];
      const steps = [
        put(key, 'v'),
        setPolicy(key, HOST),
        putPrivate(PROGRAM, hidden, 'v'),
        { do: 'event', name: 'Told', payload: '{"count":1}' } as const,
      ];
      const { transactionId } = await ledger.submit(steps, USUAL, REGULATOR);
      const seen = await ledger.transaction(transactionId, CORE);
      expect(seen).to.deep.include({ name: RUN, creator: REGULATOR, code: 'VALID', event: { name: 'Told', payload: '{"count":1}' } });
      expect(seen.endorsers.toSorted()).to.deep.equal([...USUAL].toSorted());
      expect(seen.publicWrites).to.deep.equal([{ key, value: 'v' }]);
      expect(seen.policyWrites).to.deep.equal([{ collection: '', key }]);
      expect(seen.hashedWrites.map(({ collection }) => collection)).to.deep.equal([PROGRAM]);
    });

    it('end at the newest one unless they are followed', async () => {
      const blocks = await ledger.blocks(HOST);
      expect(await ledger.blocks(HOST, blocks.length)).to.deep.equal([]);
    });

    it('are followed as they are committed, until the reader stops', async () => {
      const { block: from } = await ledger.submit([put(ledger.key('k'), 'v')]);
      const stop = new AbortController();
      const seen: number[] = [];
      const reading = (async () => {
        for await (const { number } of ledger.as(HOST).blocks(from, { follow: true, signal: stop.signal })) {
          seen.push(number);
          if (seen.length === 3) stop.abort();
        }
      })();
      const key = ledger.key('followed');
      await ledger.submit([put(key, '1')]);
      await ledger.submit([get(key), put(key, '2')]);
      await reading;
      expect(seen).to.deep.equal([from, from + 1, from + 2]);
    });
  });
}
