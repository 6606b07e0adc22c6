import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { outcome } from '../support/refused';
import { act, pay, wholeToken } from '../support/sale';
import { openSecond, SECOND } from '../support/secondProgram';
import { claim, confirmed, DIGEST, PROGRAM, World } from '../support/world';

const FACE = 1_000_000n;
const { receivable, token, company } = TRANSACTIONS;

describe('one document backs one live claim', function () {
  this.timeout(30_000);
  let world: World;
  before(async () => {
    world = await World.found();
    await openSecond(world);
  });
  after(() => world.end());

  const submit = (program: string, schedule: string, number: string, creditor = 'SUP-01') =>
    act(world, `maker@${creditor}`, receivable.submit, {
      program,
      schedules: [{ id: schedule, creditor, debtor: 'CORE-01', claims: [claim(number, FACE)] }],
    });

  it('in every program of the network, however its number is written', async () => {
    await submit(PROGRAM, 'HERE', 'A-00417');
    expect(await outcome(submit(SECOND, 'THERE', 'A-00417'))).to.equal('DOCUMENT_ALREADY_USED');
    expect(await outcome(submit(SECOND, 'THERE', 'a 00417'))).to.equal('DOCUMENT_ALREADY_USED');
  });

  it('and is another document when another company issued it', async () => {
    expect(await outcome(submit(SECOND, 'OTHERS', 'A-00417', 'SUP-02'))).to.equal('DONE');
  });

  it('until its claim is taken back: then another program may use it', async () => {
    await act(world, 'maker@SUP-01', receivable.void, { program: PROGRAM, receivables: ['HERE-01'] });
    expect(await outcome(submit(SECOND, 'MOVED', 'A-00417'))).to.equal('DONE');
  });

  it('and a returned claim keeps what it names still, and lets go of what it no longer names', async () => {
    await submit(PROGRAM, 'REVISED', 'R-1');
    await act(world, 'maker@CORE-01', receivable.return, { program: PROGRAM, receivables: ['REVISED-01'], reason: 'WRONG-PRICE' });
    expect(await outcome(submit(PROGRAM, 'GREEDY', 'R-1'))).to.equal('DOCUMENT_ALREADY_USED');
    await act(world, 'maker@SUP-01', receivable.revise, { program: PROGRAM, receivable: 'REVISED-01', claim: claim('R-2', FACE) });
    expect(await outcome(submit(PROGRAM, 'GREEDY', 'R-2'))).to.equal('DOCUMENT_ALREADY_USED');
    expect(await outcome(submit(PROGRAM, 'GREEDY', 'R-1'))).to.equal('DONE');
  });

  it('so that a rejected transfer frees its trade document and an accepted one does not', async () => {
    await confirmed(world, 'TRADE', [FACE, FACE]);
    const [first, second] = [wholeToken('TRADE-01', FACE), wholeToken('TRADE-02', FACE)];
    const trade = (transfer: string, id: string, document: string) =>
      act(world, 'maker@SUP-01', token.assign, {
        program: PROGRAM,
        payments: [
          {
            transfer,
            payee: 'SUP-02',
            expiresAt: '2026-03-10T00:00:00Z',
            takes: [{ token: id, amountMinor: FACE }],
            document: { type: 'INVOICE', number: document, issueDate: '2026-02-25', amountMinor: FACE, digest: DIGEST },
          },
        ],
      });
    await trade('TRF-1', first, 'T-1');
    expect(await outcome(trade('TRF-2', second, 'T-1'))).to.equal('DOCUMENT_ALREADY_USED');
    await act(world, 'maker@SUP-02', token.reject, { program: PROGRAM, transfers: ['TRF-1'] });
    await trade('TRF-3', second, 'T-1');
    await act(world, 'maker@SUP-02', token.accept, { program: PROGRAM, transfers: ['TRF-3'] });
    expect(await outcome(trade('TRF-4', first, 'T-1'))).to.equal('DOCUMENT_ALREADY_USED');
    expect(await outcome(pay(world, 'maker@SUP-01', { transfer: 'TRF-5', payee: 'SUP-02', takes: { [first]: FACE } }))).to.equal('DONE');
  });

  it('also after the key of the fingerprints was changed, twice', async () => {
    await submit(PROGRAM, 'OLD-KEY', 'K-1');
    await act(world, 'checker@OPERATOR-01', company.setFingerprintKey, { version: 2 });
    await submit(PROGRAM, 'NEW-KEY', 'K-2');
    await act(world, 'checker@OPERATOR-01', company.setFingerprintKey, { version: 3 });
    for (const number of ['K-1', 'K-2']) expect(await outcome(submit(PROGRAM, 'AGAIN', number)), number).to.equal('DOCUMENT_ALREADY_USED');
    await act(world, 'maker@SUP-01', receivable.void, { program: PROGRAM, receivables: ['OLD-KEY-01'] });
    expect(await outcome(submit(PROGRAM, 'AGAIN', 'K-1'))).to.equal('DONE');
    expect(await outcome(act(world, 'checker@OPERATOR-01', company.setFingerprintKey, { version: 5 }))).to.equal('WRONG_STATE');
  });
});
