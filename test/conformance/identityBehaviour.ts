import { expect } from 'chai';
import { BANK, HOST, USUAL } from '../support/conformanceNetwork';
import { RUN } from '../support/script';
import { refusal, type LedgerUnderTest } from './fixture';

const FIVE_MINUTES_MS = 300_000;
const SALT_HEX_LENGTH = 64;

/** Who calls, and what reaches the contract. */
export function identityBehaviour(ledger: LedgerUnderTest): void {
  describe('calling', () => {
    it("shows the contract the caller's organisation and attributes", async () => {
      const { result } = await ledger.submit([{ do: 'caller' }], USUAL, BANK);
      const [caller] = result as [{ id: string }];
      expect(caller).to.include({ msp: BANK, company: 'BANK-1', roles: 'maker,checker', person: 'BANK-P1' });
      expect(caller.id).to.contain('/CN=ana.bank');
    });

    it('tells two people of one organisation apart', async () => {
      const attributes = { company: 'HOST-2', roles: ['viewer'], person: 'HOST-P2' };
      const second = ledger.host.connect(await ledger.host.identities.enrol(HOST, 'bo.host', attributes));
      const [caller] = (await second.evaluate(RUN, [{ do: 'caller' }])) as [unknown];
      expect(caller).to.include({ msp: HOST, company: 'HOST-2', roles: 'viewer', person: 'HOST-P2' });
    });

    it('sends the input as canonical JSON, and a fresh salt, as transient data only', async () => {
      const first = (await ledger.submit([{ do: 'transient' }])).result as [Record<string, string>];
      const second = (await ledger.submit([{ do: 'transient' }])).result as [Record<string, string>];
      expect(Object.keys(first[0]).toSorted()).to.deep.equal(['input', 'salt']);
      expect(Buffer.from(first[0]['input'] ?? '', 'hex').toString()).to.equal('[{"do":"transient"}]');
      expect(first[0]['salt']).to.have.lengthOf(SALT_HEX_LENGTH);
      expect(first[0]['salt']).not.to.equal(second[0]['salt']);
    });

    it('marks a dry run, and only a dry run', async () => {
      const steps = [{ do: 'transient' }];
      const [dry] = (await ledger.as(HOST).evaluate(RUN, steps, { dryRun: true })) as [Record<string, string>];
      const [plain] = (await ledger.as(HOST).evaluate(RUN, steps)) as [Record<string, string>];
      expect(Buffer.from(dry['dryRun'] ?? '', 'hex').toString()).to.equal('1');
      expect(plain).not.to.have.property('dryRun');
    });

    it("gives the transaction the client's time, and the block tells it", async () => {
      const { transactionId, result } = await ledger.submit([{ do: 'timestamp' }]);
      const [seen] = result as [string];
      expect(Math.abs(Date.parse(seen) - Date.now())).to.be.below(FIVE_MINUTES_MS);
      expect((await ledger.transaction(transactionId, HOST)).timestamp).to.equal(seen);
    });
  });

  enrolment(ledger);
}

function enrolment(ledger: LedgerUnderTest): void {
  describe('enrolling', () => {
    const attributes = { company: 'SELLER-1', roles: ['maker'], person: 'P7' };

    it('answers the stored identity when the same person is enrolled again', async () => {
      const first = await ledger.host.identities.enrol(HOST, 'cy.host', attributes);
      expect(await ledger.host.identities.enrol(HOST, 'cy.host', attributes)).to.deep.equal(first);
      expect(await ledger.host.identities.find('cy.host')).to.deep.equal({ identity: first, attributes });
      expect(await ledger.host.identities.names()).to.include('cy.host');
    });

    it('enrols one person once when asked twice at a time', async () => {
      const [first, second] = await Promise.all([1, 2].map(() => ledger.host.identities.enrol(HOST, 'di.host', attributes)));
      expect(first).to.deep.equal(second);
    });

    it('refuses a name that is taken with other attributes', async () => {
      await ledger.host.identities.enrol(HOST, 'ed.host', attributes);
      await refusal(ledger.host.identities.enrol(HOST, 'ed.host', { ...attributes, roles: ['checker'] }), 'WRONG_STATE');
      await refusal(ledger.host.identities.enrol(BANK, 'ed.host', attributes), 'WRONG_STATE');
    });

    it('refuses names and roles that are not well formed', async () => {
      for (const name of ['', '../up', 'a b', 'x'.repeat(81), 'é']) {
        await refusal(ledger.host.identities.enrol(HOST, name, attributes), 'MALFORMED');
      }
      await refusal(ledger.host.identities.enrol(HOST, 'fo.host', { ...attributes, roles: ['maker,checker'] }), 'MALFORMED');
    });

    it('finds nobody who is not enrolled', async () => {
      await refusal(ledger.host.identities.find('nobody'), 'NOT_FOUND');
    });
  });
}
