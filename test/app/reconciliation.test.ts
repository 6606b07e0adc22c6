import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { runDemo, ownParty } from '@tierline/client-app/dist/app/demo/runDemo';
import { deskIn, type Desk } from '@tierline/client-app/dist/app/desk';
import { readForLedger } from '@tierline/client-app/dist/app/importing/readForLedger';
import { reconciliationOf, type ReconciledInstalment } from '@tierline/client-app/dist/app/instalmentShares';
import { receivablesOf } from '@tierline/client-app/dist/app/receivables';
import { statementOf, type Statement } from '@tierline/client-app/dist/app/statement';
import { openLedger, type OpenLedger } from '@tierline/client-app/dist/main';
import { expect } from 'chai';
import { NETWORK, PROGRAM, TEST_NOW_MS } from '../support/world';

const SAMPLE = join(__dirname, '../../../client-app/samples/payables-sample.csv');

/** The demonstration's sample: four tiers, sales, two instalments, the second one late. */
describe('the accounts of a whole demonstration', function () {
  this.timeout(120_000);
  const directory = mkdtempSync(join(tmpdir(), 'tierline-reconciled-'));
  let open: OpenLedger;
  let desk: Desk;
  let instalments: ReconciledInstalment[];
  let statements: Statement[];

  before(async () => {
    open = await openLedger({ directory, network: NETWORK, now: () => TEST_NOW_MS });
    const own = { view: 'payable', currency: null, mapping: null, termDays: 60, own: ownParty } as const;
    await runDemo({
      sessions: open.sessions,
      calendars: (currency) => Promise.resolve(calendarFor(currency)),
      imported: readForLedger(SAMPLE, own),
      progress: () => undefined,
      nowMs: TEST_NOW_MS,
    });
    const regulator = await open.sessions.as('maker@REGULATOR-01');
    desk = await deskIn(regulator, PROGRAM, null, TEST_NOW_MS);
    instalments = [];
    for (const { id } of await receivablesOf(regulator.books, PROGRAM)) instalments.push(...(await reconciliationOf(desk, id)));
    const companies = (await regulator.books.all('COMPANY')).map(({ record }) => record.id);
    statements = await Promise.all(companies.map((company) => statementOf(desk, company)));
  });
  after(async () => {
    await open.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

  it('give the holders of every instalment exactly what was shared out', () => {
    expect(instalments).to.have.length.above(20);
    expect(instalments.filter(({ isExact }) => !isExact)).to.deep.equal([]);
    expect(instalments.some(({ holders }) => holders.length > 3)).to.equal(true);
    expect(instalments.some(({ interestAfterMinor }) => interestAfterMinor > 0n)).to.equal(true);
  });

  it('leave no rest once everybody has been paid out', () => {
    expect(instalments.filter(({ total: { restMinor, interestRestMinor } }) => restMinor !== 0n || interestRestMinor !== 0n)).to.deep.equal(
      [],
    );
  });

  it('add up over all receivables to what the receivables paid', async () => {
    const rows = await receivablesOf(desk.session.books, PROGRAM);
    expect(total(instalments.map((each) => each.total.paidMinor))).to.equal(total(rows.map(({ receivable }) => receivable.paidMinor)));
    expect(total(instalments.map((each) => each.total.interestPaidMinor))).to.equal(
      total(rows.map(({ receivable }) => receivable.interestPaidMinor)),
    );
  });

  it('are the same in the statements of the holders, one by one', () => {
    const lineOf = (company: string, receivable: string, reference: string, amounts: readonly bigint[]): string =>
      [company, receivable, reference, ...amounts].join(' ');
    const reconciled = instalments.flatMap(({ receivable, bankReference, holders }) =>
      holders.map(({ company, entitledMinor, paidMinor, interestPaidMinor }) =>
        lineOf(company, receivable, bankReference, [entitledMinor, paidMinor, interestPaidMinor]),
      ),
    );
    const stated = statements.flatMap(({ company, instalments: lines }) =>
      lines.map(({ receivable, bankReference, entitledMinor, paidMinor, interestPaidMinor }) =>
        lineOf(company, receivable, bankReference, [entitledMinor, paidMinor, interestPaidMinor]),
      ),
    );
    expect(stated.sort()).to.deep.equal(reconciled.sort());
  });

  it('agree with the totals by receivable', () => {
    for (const { company, total: sums, instalmentTotal } of statements) {
      expect([instalmentTotal.entitledMinor, instalmentTotal.paidMinor], company).to.deep.equal([sums.entitledMinor, sums.paidMinor]);
      expect(instalmentTotal.interestEntitledMinor, company).to.equal(sums.interestMinor);
    }
  });
});
