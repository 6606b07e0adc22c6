import { TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { askOf, line, splitOf } from '../../support/endorsementRows';
import { invoked, type Invocation } from '../../support/fabricInvoke';
import { stateOf, type Prepared } from '../../support/endorsing';
import { act } from '../../support/sale';
import type { FabricWorld } from '../../support/fabricWorld';
import { stage } from './stage';

const COMMIT_MS = 30_000;
/** Whoever lacks a company passes for the given one, hosted by whomever; and whoever it is owns every token. */
const thiefAs = (company: string) => {
  const attributes = JSON.stringify({ 'scf.company': company, 'scf.roles': 'maker', 'scf.person': 'thief' });
  return [
    {
      file: 'state/caller.js',
      from: "if (value === null || value === '')",
      to: `if (!value) return ${attributes}[name];\n        if (value === '')`,
    },
    { file: 'state/caller.js', from: 'company === null || company.hostMsp !== holder.msp', to: 'company === null' },
    { file: 'domain/movement.js', from: "judge.check('owner', token.owner === caller.company.id,", to: "judge.check('owner', true," },
  ];
};
const THIEVES: readonly Msp[] = ['OperatorMSP', 'BankAMSP', 'BankBMSP'];

describe('a direct invocation past the applications, on Fabric', function () {
  this.timeout(120_000);
  const putBack: (() => Promise<void>)[] = [];
  let suppliers: FabricWorld;
  let banks: FabricWorld;
  let ofSupplier: Prepared;
  let ofBank: Prepared;

  before(async () => {
    suppliers = stage.world().tagged('-ONE');
    await line(suppliers);
    ofSupplier = await splitOf(suppliers, 'maker@SUP-01');
    banks = stage.world().tagged('-TWO');
    await line(banks, 'COMPLETE');
    await act(banks, 'maker@SUP-01', TRANSACTIONS.financing.confirmReceipt, { program: banks.program, ask: askOf(banks) });
    ofBank = await splitOf(banks, 'maker@BANK-A-01');
  });
  after(async () => {
    for (const each of putBack) await each();
  });

  describe('with the agreed contracts', () => {
    it("is refused by the contract to the operator's administrator, before anything is ordered", async () => {
      const from = await stage.height();
      const { code, err } = await invoked(stage.network, { ...direct(ofSupplier), by: 'OperatorMSP', at: ['OperatorMSP'] });
      expect(code).not.to.equal(0);
      expect(err).to.include('NOT_AUTHORISED');
      expect(await stage.committedSince(from)).to.deep.equal([]);
    });

    it('is invalid when the operator uses the key of a supplier that it hosts, and only its own peer', () =>
      isInvalid({ ...direct(ofSupplier), by: ofSupplier.session.identity, at: ['OperatorMSP'] }));
  });

  describe('with contracts that let everybody move everything', () => {
    before(async () => {
      for (const msp of THIEVES) putBack.push(await stage.serveAltered(msp, thiefAs('SUP-01')));
    });

    it("moves no supplier's token by the operator alone, as its administrator", () =>
      isInvalid({ ...direct(ofSupplier), by: 'OperatorMSP', at: ['OperatorMSP'] }));

    it("moves no supplier's token by the operator alone, with another client's certificate", async () => {
      const { identity } = await suppliers.as('maker@SUP-02');
      await isInvalid({ ...direct(ofSupplier), by: identity, at: ['OperatorMSP'] });
    });

    it("moves no supplier's token by two who do not count: both banks", () =>
      isInvalid({ ...direct(ofSupplier), by: 'BankBMSP', at: ['BankAMSP', 'BankBMSP'] }));

    it("moves no bank's token by the operator alone, as its administrator", () =>
      isInvalid({ ...direct(ofBank), by: 'OperatorMSP', at: ['OperatorMSP'] }));

    it("moves no bank's token by the operator alone, with a client's certificate", async () => {
      const { identity } = await suppliers.as('maker@SUP-02');
      await isInvalid({ ...direct(ofBank), by: identity, at: ['OperatorMSP'] });
    });

    it("moves no bank's token by two who do not count: the operator and the other bank", () =>
      isInvalid({ ...direct(ofBank), by: 'OperatorMSP', at: ['OperatorMSP', 'BankBMSP'] }));
  });

  describe('afterwards', () => {
    it('both tokens are where they were: their owners move them', async () => {
      expect(await ofSupplier.submit(ofSupplier.endorsers)).to.equal('DONE');
      expect(await ofBank.submit(ofBank.endorsers)).to.equal('DONE');
    });
  });

  /** It is ordered, and a block says that its endorsements are not enough. */
  async function isInvalid(invocation: Invocation): Promise<void> {
    const from = await stage.height();
    const { code, err } = await invoked(stage.network, invocation);
    expect(code, err).to.equal(0);
    const [committed] = await stage.nextSince(from, COMMIT_MS);
    expect(committed?.code).to.equal('ENDORSEMENT_POLICY_FAILURE');
    expect(committed?.endorsers).to.have.members([...invocation.at]);
    const { ledger } = await suppliers.as('maker@REGULATOR-01');
    expect((await stateOf(ledger, from)).size, 'nothing changed').to.equal(0);
  }
});

/** The same transaction and input, under a request of its own. */
const direct = ({ name, input }: Prepared): Pick<Invocation, 'name' | 'input'> => ({
  name,
  input: { ...(input as object), requestId: 'DIRECT-1' },
});
