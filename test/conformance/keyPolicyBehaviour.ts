import '@tierline/client-app/dist/quietFabric';
import { expect } from 'chai';
import { encodePolicy } from '@tierline/chaincode';
import { allOf, anyOf, outOf, type Endorsement, type Msp } from '@tierline/chaincode/api';
import { BANK, CORE, HOST, OUTSIDER, PROGRAM, REGULATOR, USUAL } from '../support/conformanceNetwork';
import { get, getPrivate, put, putPrivate, remove, setPolicy } from '../support/script';
import { endings, insisting, refusal, type LedgerUnderTest } from './fixture';

const TITLE: Endorsement = allOf(HOST, anyOf(CORE, REGULATOR));
const SALE: Endorsement = allOf(BANK, anyOf(CORE, outOf(2, HOST, REGULATOR)));

const ROWS: readonly (readonly [string, Endorsement, readonly Msp[], boolean])[] = [
  ['one organisation', BANK, [BANK], true],
  ['one organisation', BANK, [HOST, CORE], false],
  ['both', allOf(HOST, BANK), [HOST, BANK], true],
  ['both', allOf(HOST, BANK), [HOST, CORE], false],
  ['one and either', TITLE, [HOST, REGULATOR], true],
  ['one and either', TITLE, [CORE, REGULATOR], false],
  ['a rule three deep', SALE, [BANK, CORE], true],
  ['a rule three deep', SALE, [BANK, HOST, REGULATOR], true],
  ['a rule three deep', SALE, [BANK, HOST], false],
  ['a rule three deep', SALE, [CORE, HOST, REGULATOR], false],
  ['two of three', outOf(2, HOST, CORE, REGULATOR), [CORE, REGULATOR], true],
  ['two of three', outOf(2, HOST, CORE, REGULATOR), [REGULATOR, BANK], false],
  ['one organisation wanted twice', allOf(HOST, anyOf(HOST, CORE)), [HOST], false],
  ['one organisation wanted twice', allOf(HOST, anyOf(HOST, CORE)), [HOST, CORE], true],
];

/** Policies of single keys. */
export function keyPolicyBehaviour(ledger: LedgerUnderTest): void {
  describe('a key with a policy of its own', () => {
    for (const [name, rule, endorsers, allowed] of ROWS) {
      it(`asks for ${name}: ${allowed ? 'commits' : 'refuses'} with ${endorsers.join(', ')}`, async () => {
        const key = ledger.key('guarded');
        await ledger.submit([put(key, 'old'), setPolicy(key, rule)]);
        const call = ledger.submit([put(key, 'new')], endorsers);
        if (allowed) await call;
        else await refusal(call, 'POLICY_UNMET');
        expect(await ledger.look(get(key))).to.equal(allowed ? 'new' : 'old');
      });
    }

    it("is created under the chaincode's rule", async () => {
      const key = ledger.key('created');
      await refusal(ledger.submit([put(key, 'v'), setPolicy(key, BANK)], [BANK]), 'POLICY_UNMET');
    });

    it('gives its policy back as it was set', async () => {
      const key = ledger.key('read');
      await ledger.submit([put(key, 'v'), setPolicy(key, SALE)]);
      expect(await ledger.look({ do: 'getPolicy', key })).to.equal(encodePolicy(SALE).toString('hex'));
      expect(await ledger.look({ do: 'getPolicy', key: ledger.key('none') })).to.equal(null);
    });

    it('changes its policy only as that policy allows', async () => {
      const key = ledger.key('changed');
      await ledger.submit([put(key, 'v'), setPolicy(key, BANK)]);
      await refusal(ledger.submit([setPolicy(key, HOST)], [HOST, CORE]), 'POLICY_UNMET');
      await ledger.submit([setPolicy(key, HOST)], [BANK]);
      await ledger.submit([put(key, 'w')], [HOST]);
    });

    it('keeps its policy when its value is written', async () => {
      const key = ledger.key('kept');
      await ledger.submit([put(key, 'v'), setPolicy(key, BANK)]);
      await ledger.submit([put(key, 'w')], [BANK]);
      await refusal(ledger.submit([put(key, 'x')], [HOST, CORE]), 'POLICY_UNMET');
    });

    it('loses its policy when it is deleted', async () => {
      const key = ledger.key('gone');
      await ledger.submit([put(key, 'v'), setPolicy(key, BANK)]);
      await ledger.submit([remove(key)], [BANK]);
      await refusal(ledger.submit([put(key, 'w')], [BANK]), 'POLICY_UNMET');
      await ledger.submit([put(key, 'w')], USUAL);
    });

    it("holds in a collection too, beside the collection's rule for other keys", async () => {
      const [guarded, other] = [ledger.key('guarded'), ledger.key('other')];
      const guard = { do: 'setPrivatePolicy', collection: PROGRAM, key: guarded, rule: TITLE } as const;
      await ledger.submit([putPrivate(PROGRAM, guarded, 'v'), guard]);
      await refusal(ledger.submit([putPrivate(PROGRAM, guarded, 'w')], [CORE, REGULATOR]), 'POLICY_UNMET');
      await ledger.submit([putPrivate(PROGRAM, other, 'w')], [CORE, REGULATOR]);
      await ledger.submit([putPrivate(PROGRAM, guarded, 'w')], [HOST, REGULATOR]);
      expect(await ledger.look(getPrivate(PROGRAM, guarded))).to.equal('w');
      const policy = await ledger.look({ do: 'getPrivatePolicy', collection: PROGRAM, key: guarded });
      expect(policy).to.equal(encodePolicy(TITLE).toString('hex'));
    });

    it('may name an organisation that is no member of anything', async () => {
      const key = ledger.key('outsider');
      await ledger.submit([put(key, 'v'), setPolicy(key, OUTSIDER)]);
      await ledger.submit([put(key, 'w')], [OUTSIDER], OUTSIDER);
    });

    it('reports a lost race on a key whose policy changes as a conflict, and one wins after repeating', async () => {
      const key = ledger.key('raced');
      await ledger.submit([put(key, 'start'), setPolicy(key, allOf(HOST, CORE))]);
      const take = (name: string) => ledger.submit([get(key), put(key, name), setPolicy(key, allOf(HOST, anyOf(CORE, REGULATOR)))]);
      const ends = await endings(['a', 'b', 'c'].map(take));
      expect(ends.filter((end) => end !== 'OK' && end !== 'MVCC_CONFLICT')).to.deep.equal([]);
      expect(ends.filter((end) => end === 'OK').length).to.be.at.most(1);
      await insisting(() => take('d'));
      expect(await ledger.look(get(key))).to.equal('d');
    });
  });
}
