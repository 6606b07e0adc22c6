import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { BANK, BOTH, CORE, HOST, OUTSIDER, PAIR, PROGRAM, REGULATOR } from '../support/conformanceNetwork';
import { getHash, getPrivate, privateRange, put, putPrivate } from '../support/script';
import { bug, endings, refusal, withheld, type LedgerUnderTest } from './fixture';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Who sees what lies in a collection. */
export function privateDataBehaviour(ledger: LedgerUnderTest): void {
  describe('private data', () => {
    it("is read by members, on members' peers", async () => {
      const key = ledger.key('terms');
      await ledger.submit([putPrivate(PAIR, key, 'rate 5')], BOTH);
      for (const member of [BANK, HOST, REGULATOR]) expect(await ledger.look(getPrivate(PAIR, key), member)).to.equal('rate 5');
    });

    it('is refused to a caller whose organisation is not a member', async () => {
      const key = ledger.key('terms');
      await ledger.submit([putPrivate(PAIR, key, 'rate 5')], BOTH);
      await bug(ledger.evaluate([getPrivate(PAIR, key)], OUTSIDER, HOST));
      await bug(ledger.evaluate([privateRange(PAIR, key, `${key}~`)], CORE, HOST));
      await bug(ledger.submit([putPrivate(PAIR, key, 'rate 9')], BOTH, CORE));
      await bug(ledger.submit([{ do: 'deletePrivate', collection: PAIR, key }], BOTH, OUTSIDER));
      expect(await ledger.look(getPrivate(PAIR, key))).to.equal('rate 5');
    });

    it('is not on the peer of an organisation that is not a member', async () => {
      const key = ledger.key('terms');
      await ledger.submit([putPrivate(PAIR, key, 'rate 5')], BOTH);
      await withheld(ledger.evaluate([getPrivate(PAIR, key)], HOST, CORE));
      await withheld(ledger.submit([getPrivate(PAIR, key), put(ledger.key('k'), 'v')], [HOST, CORE]));
    });

    it('has a hash that every peer answers to everybody', async () => {
      const key = ledger.key('digest');
      await ledger.submit([putPrivate(PAIR, key, 'rate 5')], BOTH);
      for (const { msp } of [{ msp: HOST }, { msp: CORE }, { msp: OUTSIDER }]) {
        expect(await ledger.look(getHash(PAIR, key), OUTSIDER, msp)).to.equal(sha256('rate 5'));
      }
      expect(await ledger.look(getHash(PAIR, ledger.key('none')), OUTSIDER)).to.equal(null);
    });

    it('is protected against lost updates, by its value and by its hash', async () => {
      for (const read of [getPrivate, getHash]) {
        const key = ledger.key('contended');
        const ends = await endings(['a', 'b'].map((value) => ledger.submit([read(PROGRAM, key), putPrivate(PROGRAM, key, value)])));
        expect(ends.toSorted()).to.deep.equal(['MVCC_CONFLICT', 'OK']);
      }
    });

    it('is not read by the transaction that writes it', async () => {
      const key = ledger.key('own');
      const { result } = await ledger.submit([putPrivate(PROGRAM, key, 'v'), getPrivate(PROGRAM, key), getHash(PROGRAM, key)]);
      expect(result).to.deep.equal([null, null, null]);
    });

    it('is listed by range in byte order', async () => {
      const prefix = ledger.key('list');
      await ledger.submit(['b', 'a', '\u{1F600}', '\uFB33'].map((name) => putPrivate(PROGRAM, prefix + name, name)));
      const found = (await ledger.look(privateRange(PROGRAM, prefix, `${prefix}\u{10FFFF}`))) as [string, string][];
      expect(found.map(([, value]) => value)).to.deep.equal(['a', 'b', '\uFB33', '\u{1F600}']);
    });

    it('leaves with its hash when it is deleted or purged', async () => {
      for (const step of ['deletePrivate', 'purge'] as const) {
        const key = ledger.key('left');
        await ledger.submit([putPrivate(PROGRAM, key, 'v')]);
        await ledger.submit([{ do: step, collection: PROGRAM, key }]);
        expect(await ledger.evaluate([getPrivate(PROGRAM, key), getHash(PROGRAM, key)])).to.deep.equal([null, null]);
      }
    });

    it('needs a collection that the network defines', async () => {
      const error = await bug(ledger.submit([putPrivate('PROGRAM-NONE', ledger.key('k'), 'v')]));
      expect(String(error.cause)).to.contain('PROGRAM-NONE');
      await bug(ledger.evaluate([getPrivate('PROGRAM-NONE', 'k')]));
      await bug(ledger.evaluate([getHash('PROGRAM-NONE', 'k')]));
    });
  });

  streams(ledger);
}

function streams(ledger: LedgerUnderTest): void {
  describe('private data in the stream of blocks', () => {
    it('reaches members in clear and everybody as hashes only', async () => {
      const [key, secret] = [ledger.key('offer'), `secret ${ledger.key('value')}`];
      const { transactionId } = await ledger.submit([putPrivate(PAIR, key, secret)], BOTH);
      const hashedWrites = [{ collection: PAIR, keyHash: sha256(key), valueHash: sha256(secret) }];
      for (const member of [BANK, HOST, REGULATOR]) {
        const seen = await ledger.transaction(transactionId, member);
        expect(seen.privateWrites).to.deep.equal([{ collection: PAIR, key, value: secret }]);
        expect(seen.hashedWrites).to.deep.equal(hashedWrites);
      }
      for (const other of [CORE, OUTSIDER]) {
        expect((await ledger.transaction(transactionId, other)).hashedWrites).to.deep.equal(hashedWrites);
        const everything = JSON.stringify(await ledger.blocks(other));
        expect(everything).not.to.contain(secret);
        expect(everything).not.to.contain(key);
      }
    });

    it('is absent when its transaction is invalid', async () => {
      const [key, secret] = [ledger.key('offer'), `secret ${ledger.key('value')}`];
      await refusal(ledger.submit([putPrivate(PAIR, key, secret)], [HOST]), 'POLICY_UNMET');
      expect(JSON.stringify(await ledger.blocks(HOST))).not.to.contain(secret);
    });
  });
}
