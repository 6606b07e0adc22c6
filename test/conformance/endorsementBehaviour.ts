import { expect } from 'chai';
import type { Msp } from '@tierline/chaincode/api';
import { BANK, BOTH, CORE, HOST, OUTSIDER, PAIR, PROGRAM, REGULATOR, USUAL } from '../support/conformanceNetwork';
import { get, getHash, put, putPrivate } from '../support/script';
import { refusal, type LedgerUnderTest } from './fixture';

/** Who must endorse what carries no policy of its own. */
export function endorsementBehaviour(ledger: LedgerUnderTest): void {
  describe('endorsing', () => {
    it('never commits what differs from one organisation to another', async () => {
      const before = await ledger.look(get('random'));
      await refusal(ledger.submit([{ do: 'random' }]), 'ENDORSEMENT_MISMATCH');
      expect(await ledger.look(get('random'))).to.equal(before);
    });

    const publicRows: readonly (readonly [readonly Msp[], boolean])[] = [
      [[HOST, CORE], true],
      [[HOST, REGULATOR], true],
      [[HOST, CORE, REGULATOR, BANK, OUTSIDER], true],
      [[HOST], false],
      [[CORE, REGULATOR], false],
      [[HOST, BANK], false],
      [[BANK, OUTSIDER], false],
    ];
    for (const [endorsers, allowed] of publicRows) {
      it(`${allowed ? 'commits' : 'refuses'} a public key endorsed by ${endorsers.join(', ')}`, async () => {
        const key = ledger.key('public');
        await expectEndorsement(ledger, key, endorsers, allowed);
      });
    }

    it("checks a transaction that writes nothing against the chaincode's rule", async () => {
      expect((await ledger.submit([get('x')], [HOST, CORE])).result).to.deep.equal([null]);
      await refusal(ledger.submit([get('x')], [BANK]), 'POLICY_UNMET');
    });

    it('records a transaction that lacks an endorsement, flagged, and without effect', async () => {
      const key = ledger.key('short');
      const fault = await refusal(ledger.submit([put(key, 'v')], [HOST]), 'POLICY_UNMET');
      const recorded = await ledger.transaction(fault.details['transactionId'], HOST);
      expect(fault.details['validation']).to.equal('ENDORSEMENT_POLICY_FAILURE');
      expect(recorded.code).to.equal('ENDORSEMENT_POLICY_FAILURE');
      expect(recorded.endorsers).to.deep.equal([HOST]);
      expect(await ledger.look(get(key))).to.equal(null);
    });

    it('refuses endorsers that are not of the network, and none at all', async () => {
      await refusal(ledger.submit([put(ledger.key('k'), 'v')], [HOST, 'StrangerMSP']), 'POLICY_UNMET');
      await refusal(ledger.submit([put(ledger.key('k'), 'v')], []), 'POLICY_UNMET');
    });

    it('counts an organisation that is named twice once', async () => {
      await refusal(ledger.submit([putPrivate(PROGRAM, ledger.key('k'), 'v')], [HOST, HOST]), 'POLICY_UNMET');
    });
  });

  collectionEndorsement(ledger);
}

function collectionEndorsement(ledger: LedgerUnderTest): void {
  describe('endorsing in a collection', () => {
    const rows: readonly (readonly [string, readonly Msp[], boolean])[] = [
      [PROGRAM, [HOST, CORE], true],
      [PROGRAM, [CORE, REGULATOR], true],
      [PROGRAM, [CORE], false],
      [PROGRAM, [CORE, BANK], false],
      [PROGRAM, [CORE, OUTSIDER], false],
      [PAIR, [BANK, HOST], true],
      [PAIR, [BANK, REGULATOR], false],
      [PAIR, [HOST, REGULATOR], false],
      [PAIR, [HOST, CORE], false],
    ];
    for (const [collection, endorsers, allowed] of rows) {
      it(`${allowed ? 'commits' : 'refuses'} a key of ${collection} endorsed by ${endorsers.join(', ')}`, async () => {
        const key = ledger.key('private');
        const call = ledger.submit([putPrivate(collection, key, 'v')], endorsers, HOST);
        if (allowed) await call;
        else await refusal(call, 'POLICY_UNMET');
        expect((await ledger.look(getHash(collection, key), HOST)) !== null).to.equal(allowed);
      });
    }

    it('wants every rule of a transaction that writes in several places', async () => {
      const key = ledger.key('several');
      const steps = [put(key, 'v'), putPrivate(PAIR, key, 'v')];
      await refusal(ledger.submit(steps, USUAL), 'POLICY_UNMET');
      await refusal(ledger.submit(steps, BOTH), 'POLICY_UNMET');
      await ledger.submit(steps, [...new Set([...USUAL, ...BOTH])]);
    });
  });
}

async function expectEndorsement(ledger: LedgerUnderTest, key: string, endorsers: readonly Msp[], allowed: boolean): Promise<void> {
  const call = ledger.submit([put(key, 'v')], endorsers);
  if (allowed) await call;
  else await refusal(call, 'POLICY_UNMET');
  expect(await ledger.look(get(key))).to.equal(allowed ? 'v' : null);
}
