import { createHash, verify, X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import type { Endorsed } from '@tierline/client-app/dist/ports/ledger';
import { endorsedMessage, identityIn } from '@tierline/client-app/dist/proving/endorsedMessage';
import { HOST, OUTSIDER, PROGRAM, REGULATOR, USUAL } from '../support/conformanceNetwork';
import { get, getPrivate, put, putPrivate, RUN } from '../support/script';
import { refusal, type LedgerUnderTest } from './fixture';

/** What organisations signed, so that it can be checked without the ledger. */
export function evidenceBehaviour(ledger: LedgerUnderTest): void {
  describe('evidence', () => {
    it('of a committed transaction is signed by each organisation that endorsed it, whose root issued its peer', async () => {
      const { transactionId, block } = await ledger.submit([put(ledger.key('evidence'), 'v')]);
      const evidence = await ledger.as(HOST).evidence(block, transactionId);
      expect((await signersOf(ledger, evidence)).toSorted()).to.deep.equal([...USUAL].toSorted());
    });

    it('holds the event, the chaincode and the transaction', async () => {
      const event = { do: 'event', name: 'Told', payload: '{"count":1}' } as const;
      const { transactionId, block } = await ledger.submit([put(ledger.key('event'), 'v'), event]);
      const message = endorsedMessage((await ledger.as(REGULATOR).evidence(block, transactionId)).payload);
      expect(message.event).to.deep.include({ name: 'Told', payload: '{"count":1}', transaction: transactionId });
      expect(message.event?.chaincode).to.equal(message.chaincode);
    });

    it('tells which block wrote each private key that was read', async () => {
      const key = ledger.key('read');
      const { block } = await ledger.submit([putPrivate(PROGRAM, key, 'v')]);
      const later = await ledger.submit([getPrivate(PROGRAM, key), put(ledger.key('after'), 'v')]);
      const { reads } = endorsedMessage((await ledger.as(HOST).evidence(later.block, later.transactionId)).payload);
      expect(reads.get(`${PROGRAM}/${createHash('sha256').update(key).digest('hex')}`)).to.equal(block);
    });

    it('is not given of a transaction that is unknown, or was refused', async () => {
      await refusal(ledger.as(HOST).evidence(0, 'ab'.repeat(32)), 'NOT_FOUND');
      const refused = await refusal(ledger.submit([put(ledger.key('short'), 'v')], [HOST]), 'POLICY_UNMET');
      const [block] = (await ledger.blocks(HOST)).filter(({ transactions }) =>
        transactions.some(({ id }) => id === refused.details['transactionId']),
      );
      await refusal(ledger.as(HOST).evidence(block?.number ?? -1, refused.details['transactionId'] as string), 'NOT_FOUND');
    });

    it('of an answer is signed by each organisation that was asked, and changes nothing', async () => {
      const key = ledger.key('attested');
      await ledger.submit([put(key, 'one')]);
      const height = await ledger.as(HOST).height();
      const attested = await ledger.as(HOST).attest(RUN, [get(key), put(key, 'two')], USUAL);
      expect((await signersOf(ledger, attested)).toSorted()).to.deep.equal([...USUAL].toSorted());
      expect(JSON.parse(endorsedMessage(attested.payload).response)).to.deep.equal(['one', null]);
      expect(await ledger.look(get(key))).to.equal('one');
      expect(await ledger.as(HOST).height()).to.equal(height);
    });

    it('of an answer is refused as a transaction would be', async () => {
      await refusal(ledger.as(HOST).attest(RUN, [get('k')], []), 'POLICY_UNMET');
      const refuse = { do: 'refuse', code: 'NOT_FOUND', details: {} } as const;
      await refusal(ledger.as(HOST).attest(RUN, [refuse], USUAL), 'NOT_FOUND');
    });

    it('is traced to the root of every organisation, a stranger to none', async () => {
      const roots = await ledger.as(OUTSIDER).roots();
      expect([...roots.keys()]).to.include.members([HOST, REGULATOR, OUTSIDER]);
      for (const pems of roots.values()) expect(pems.every((pem) => new X509Certificate(pem).ca)).to.equal(true);
    });
  });
}

/** The organisations whose signatures hold. */
async function signersOf(ledger: LedgerUnderTest, { payload, signatures }: Endorsed): Promise<readonly string[]> {
  const roots = await ledger.as(HOST).roots();
  return signatures.flatMap(({ endorser, signature }) => {
    const { msp, certificate } = identityIn(endorser);
    const peer = new X509Certificate(certificate);
    const isIssued = (roots.get(msp) ?? []).some((root) => peer.verify(new X509Certificate(root).publicKey));
    return isIssued && verify('sha256', Buffer.concat([payload, endorser]), peer.publicKey, signature) ? [msp] : [];
  });
}
