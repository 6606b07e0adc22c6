import { signedData, TRANSACTIONS, withReference, type Consent, type ConsentMessage, type ConsentWanted } from '@tierline/chaincode/api';
import { filledIn } from '@tierline/client-app/dist/app/consenting';
import { dryRun } from '@tierline/client-app/dist/app/dryRun';
import { execute } from '@tierline/client-app/dist/app/execute';
import { expect } from 'chai';
import { prepare } from '../../support/endorsing';
import { CORE, HOST } from '../../support/endorsementRows';
import type { FabricWorld } from '../../support/fabricWorld';
import { refused } from '../../support/refused';
import { act, wholeToken } from '../../support/sale';
import { registered, type TestKey } from '../../support/signing';
import { confirmed, DIGEST } from '../../support/world';
import { stage } from './stage';

const FACE = 1_000_000n;
const REQUEST = 'REQ-ALTERED-1';
/** A contract that believes whatever it is given. */
const BELIEVES = {
  file: 'domain/consent.js',
  from: 'const other = OTHERS.find(([field]) => !isSame(expected[field], signed[field]));',
  to: 'const other = undefined;',
};

describe('a signed consent, on Fabric', function () {
  this.timeout(120_000);
  let world: FabricWorld;
  let key: TestKey;
  let consent: Consent;
  let putBack: () => Promise<void> = () => Promise.resolve();

  const payment = (amountMinor: bigint) => ({
    program: world.program,
    payments: [
      {
        transfer: 'TRF-SIGNED',
        payee: 'SUP-02',
        document: { type: 'INVOICE' as const, number: 'SIGNED-1', issueDate: '2026-02-20', amountMinor: FACE, digest: DIGEST },
        expiresAt: '2026-03-05T00:00:00Z',
        takes: [{ token: wholeToken('SIGNED-01', FACE), amountMinor }],
      },
    ],
  });
  const reasonOf = async (work: Promise<unknown>): Promise<unknown> => (await refused(work)).details['reason'];

  before(async () => {
    world = stage.world('SIGNED');
    await world.settle();
    key = await registered(world, 'SUP-01', 'maker');
    await confirmed(world, 'SIGNED', [FACE]);
    const rules = [{ act: 'ASSIGN' as const, fromMinor: 0n }];
    await act(world, 'checker@CORE-01', TRANSACTIONS.program.requireConsent, { program: world.program, rules });
    const asked = await dryRun(await world.as('maker@SUP-01'), TRANSACTIONS.token.assign, payment(400_000n), REQUEST);
    const { network, message } = filledIn(asked.consent as ConsentWanted);
    consent = { network, message, signature: await key.sign(signedData('ASSIGN', { network, message, signature: '' })) };
  });
  after(() => putBack());

  /** The payment, sent by the application of the supplier's host. */
  const sent = async (amountMinor: bigint, { message, ...rest }: Consent, requestId = REQUEST) => {
    const own = { ...rest, message: { ...message, items: [...message.items], terms: [...message.terms] } };
    return execute(await world.as('maker@SUP-01'), TRANSACTIONS.token.assign, { ...payment(amountMinor), consent: own }, { requestId });
  };
  const changed = (change: Partial<ConsentMessage>): Consent => ({ ...consent, message: { ...consent.message, ...change } });

  it('names the channel and the chaincode that the peers know', () => {
    expect(consent.message).to.include({ channel: 'tierline', chaincode: 'tierline' });
    expect(consent.message.total).to.match(/^4,000\.00 CNY #/);
  });

  it('is asked for', async () => {
    expect(await reasonOf(act(world, 'maker@SUP-01', TRANSACTIONS.token.assign, payment(400_000n)))).to.equal('REQUIRED');
  });

  it('covers no other amount: an application that changes it, with the message or without, commits nothing', async () => {
    const from = await stage.height();
    expect(await reasonOf(sent(900_000n, consent))).to.equal('OTHER_CONTENT');
    const told = changed({
      total: consent.message.total.replace('4,000.00', '9,000.00'),
      items: consent.message.items.map((item) => item.replace('4,000.00', '9,000.00').replace('0-400000', '0-900000')),
    });
    expect(await reasonOf(sent(900_000n, told))).to.equal('NO_KEY');
    expect(await stage.committedSince(from)).to.deep.equal([]);
  });

  it('covers no other request', async () => {
    expect(await reasonOf(sent(400_000n, consent, 'REQ-ALTERED-2'))).to.equal('OTHER_REQUEST');
  });

  it('holds against a host whose own contract believes everything: others do not endorse it, and its word alone is not valid', async () => {
    putBack = await stage.serveAltered(HOST, [BELIEVES]);
    const from = await stage.height();
    const order = {
      ...payment(900_000n),
      consent: { ...consent, message: { ...consent.message, items: [withReference('anything', '0'.repeat(32))], terms: [] } },
    };
    const altered = await prepare(world, 'maker@SUP-01', TRANSACTIONS.token.assign, order);
    expect(altered.endorsers).to.have.members([HOST, CORE]);
    expect(await altered.submit(altered.endorsers)).to.not.equal('DONE');
    expect(await altered.submit([HOST])).to.not.equal('DONE');
    const valid = (await stage.committedSince(from)).filter(({ code }) => code === 'VALID');
    expect(valid).to.deep.equal([]);
    await putBack();
    putBack = () => Promise.resolve();
  });

  it('lets what was signed be done', async () => {
    const { result } = await sent(400_000n, consent);
    expect(result).to.include({ count: 1 });
  });
});
