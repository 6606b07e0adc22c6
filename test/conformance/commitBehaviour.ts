import { expect } from 'chai';
import { HOST, USUAL } from '../support/conformanceNetwork';
import { get, put, range, remove, type Step } from '../support/script';
import { bug, endings, refusal, type LedgerUnderTest } from './fixture';

/** What a transaction sees and when it counts. */
export function commitBehaviour(ledger: LedgerUnderTest): void {
  describe('committing', () => {
    it('answers after the transaction is committed, with its id and block', async () => {
      const key = ledger.key('answer');
      const committed = await ledger.submit([put(key, 'one')]);
      const blocks = await ledger.blocks(HOST, committed.block);
      const found = blocks[0]?.transactions.find(({ id }) => id === committed.transactionId);
      expect(found?.code).to.equal('VALID');
      expect(found?.publicWrites).to.deep.equal([{ key, value: 'one' }]);
      expect(await ledger.look(get(key))).to.equal('one');
    });

    it("gives the contract's result back", async () => {
      const committed = await ledger.submit([get(ledger.key('nothing'))]);
      expect(committed.result).to.deep.equal([null]);
    });

    it('changes nothing when a transaction is only evaluated', async () => {
      const key = ledger.key('evaluated');
      await ledger.evaluate([put(key, 'one')]);
      expect(await ledger.look(get(key))).to.equal(null);
    });

    it('never lets a transaction read its own writes', async () => {
      const key = ledger.key('own');
      await ledger.submit([put(key, 'before')]);
      const { result } = await ledger.submit([put(key, 'after'), get(key), range(key, `${key}~`), remove(key), get(key)]);
      expect(result).to.deep.equal([null, 'before', [[key, 'before']], null, 'before']);
    });

    it('keeps the last of several writes of a key', async () => {
      const [written, deleted] = [ledger.key('written'), ledger.key('deleted')];
      await ledger.submit([put(deleted, 'old'), put(written, 'old')]);
      await ledger.submit([put(written, 'first'), remove(written), put(written, 'last'), put(deleted, 'new'), remove(deleted)]);
      expect(await ledger.evaluate([get(written), get(deleted)])).to.deep.equal(['last', null]);
    });

    it('commits one of two transactions that read and write one version, and refuses the other', async () => {
      const key = ledger.key('contended');
      await ledger.submit([put(key, 'start')]);
      const ends = await endings(['a', 'b'].map((value) => ledger.submit([get(key), put(key, value)])));
      expect(ends.toSorted()).to.deep.equal(['MVCC_CONFLICT', 'OK']);
    });

    it('counts reading a key that does not exist as reading its version', async () => {
      const key = ledger.key('created');
      const ends = await endings(['a', 'b'].map((value) => ledger.submit([get(key), put(key, value)])));
      expect(ends.toSorted()).to.deep.equal(['MVCC_CONFLICT', 'OK']);
    });

    it('lets transactions that do not read write one key, one after the other', async () => {
      const key = ledger.key('blind');
      const ends = await endings(['a', 'b'].map((value) => ledger.submit([put(key, value)])));
      expect(ends).to.deep.equal(['OK', 'OK']);
    });

    it('refuses a transaction whose range gained a key', async () => {
      const prefix = ledger.key('phantom');
      const ends = await endings(['a', 'b'].map((name) => ledger.submit([range(prefix, `${prefix}~`), put(`${prefix}${name}`, name)])));
      expect(ends.toSorted()).to.deep.equal(['OK', 'PHANTOM_CONFLICT']);
    });

    it('refuses a transaction whose range lost a key', async () => {
      const prefix = ledger.key('vanished');
      await ledger.submit([put(`${prefix}a`, 'a'), put(`${prefix}b`, 'b')]);
      const ends = await endings(['a', 'b'].map((name) => ledger.submit([range(prefix, `${prefix}~`), remove(`${prefix}${name}`)])));
      expect(ends.toSorted()).to.deep.equal(['OK', 'PHANTOM_CONFLICT']);
    });

    it("tells the transaction id and Fabric's code of a transaction that lost a race", async () => {
      const key = ledger.key('told');
      const calls = ['a', 'b'].map((value) => ledger.submit([get(key), put(key, value)]));
      const lost = (await Promise.allSettled(calls)).findIndex(({ status }) => status === 'rejected');
      const fault = await refusal(calls[lost] ?? Promise.resolve(), 'MVCC_CONFLICT');
      expect(fault.details['validation']).to.equal('MVCC_READ_CONFLICT');
      const recorded = await ledger.transaction(fault.details['transactionId'], HOST);
      expect(recorded.code).to.equal('MVCC_READ_CONFLICT');
    });

    it('never commits one transaction id twice', async function () {
      const { withOneTransactionId } = ledger.factory;
      if (typeof withOneTransactionId === 'string') return this.skip();
      const [first, second] = [ledger.key('first'), ledger.key('second')];
      const fault = await withOneTransactionId(async () => {
        await ledger.submit([put(first, 'one')]);
        return refusal(ledger.submit([put(second, 'two')]), 'POLICY_UNMET');
      });
      expect(fault.details['validation']).to.equal('DUPLICATE_TXID');
      expect(await ledger.evaluate([get(first), get(second)])).to.deep.equal(['one', null]);
    });

    it('never commits one transaction id twice in one block', async function () {
      const { withOneTransactionId } = ledger.factory;
      if (typeof withOneTransactionId === 'string') return this.skip();
      const keys = [ledger.key('first'), ledger.key('second')];
      const ends = await withOneTransactionId(() => endings(keys.map((key) => ledger.submit([put(key, 'one')]))));
      expect(ends).to.deep.equal(['OK', 'POLICY_UNMET']);
      expect(await ledger.evaluate(keys.map(get))).to.deep.equal(['one', null]);
    });
  });

  refusalBehaviour(ledger);
}

function refusalBehaviour(ledger: LedgerUnderTest): void {
  describe('refusing', () => {
    const refuse: Step = { do: 'refuse', code: 'LIMIT_EXCEEDED', details: { have: '5', need: '7', of: ['A', { b: null }] } };

    it("brings a contract's fault with its code and details, and orders nothing", async () => {
      const before = (await ledger.blocks(HOST)).length;
      const fault = await refusal(ledger.submit([refuse]), 'LIMIT_EXCEEDED');
      expect(fault.details).to.deep.equal({ have: '5', need: '7', of: ['A', { b: null }] });
      expect(await ledger.blocks(HOST)).to.have.lengthOf(before);
    });

    it("brings a contract's fault when a transaction is evaluated", async () => {
      const fault = await refusal(ledger.evaluate([refuse]), 'LIMIT_EXCEEDED');
      expect(fault.details['need']).to.equal('7');
    });

    it('keeps the text of a bug from the caller', async () => {
      const fail: Step = { do: 'fail', text: 'secret 4711' };
      for (const call of [() => ledger.submit([fail], USUAL), () => ledger.evaluate([fail])]) {
        const error = await bug(call());
        expect(error.message).not.to.contain('4711');
        expect(error.message).to.contain(error.transactionId);
        expect(String(error.cause)).to.contain('4711');
      }
    });

    it('refuses a transaction that the contract does not have', async () => {
      await bug(ledger.as(HOST).submit('Conformance:absent', {}, USUAL));
      await bug(ledger.as(HOST).submit('Absent:run', {}, USUAL));
    });
  });
}
