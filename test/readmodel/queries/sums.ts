import { programCollection, receivableId, tokenId } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { QUERIED_DAY } from '../../support/queriedWorld';
import { nameOf, plainly, PROGRAMS, refusalOf, STRANGERS, VIEWERS, type Asked } from './setting';

const OWNERS = ['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04', 'BANK-A-01', 'NOBODY-01', "' or true --"];
/** Business dates before, within and after everything that is due. */
const DATES = ['2025-12-01', '2026-03-20', QUERIED_DAY, '2026-05-20', '2026-06-22', '2026-07-23', '2027-01-01'];

/** Tokens that were paid out through less than their receivable has paid, looked for one by one. */
async function waiting({ memory }: Asked, msp: string, scope: string): Promise<string[]> {
  const reader = memory.readerFor(msp);
  const resting = (await reader.all('RESTING', { scope })).flatMap(({ record }) => record.tokens);
  const moved = (await reader.all('TOKEN', { scope })).map(({ record }) => record);
  const schedules = (await reader.all('SCHEDULE', { scope })).map(({ record }) => record);
  const paid = new Map(
    schedules.flatMap(({ id, receivables }) => receivables.map((each) => [receivableId(id, each.ordinal), each.paidMinor] as const)),
  );
  return [...resting, ...moved]
    .filter(({ status, receivable, redeemedThroughMinor }) => status !== 'CANCELLED' && redeemedThroughMinor < (paid.get(receivable) ?? 0n))
    .map(tokenId)
    .sort();
}

/** Portfolio, exposure, ageing, dashboard: what the same facts add up to by hand. */
export function askSums(asked: () => Asked): void {
  describe('sums', () => {
    it('of a portfolio are those of the live tokens by debtor and payment date', async () => {
      let lines = 0;
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        for (const program of PROGRAMS) {
          for (const owner of OWNERS) {
            const found = await asked().queries.portfolio(viewer, program, owner);
            lines += found.length;
            expect(found, `${owner} ${program} ${nameOf(viewer)}`).to.deep.equal(await plainly(asked(), viewer).portfolio(program, owner));
          }
        }
      }
      expect(lines).to.be.above(50);
    });

    it('of exposure are the limits with what the banks hold; a hosted company is told of none', async () => {
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        expect(await asked().queries.exposure(viewer), nameOf(viewer)).to.deep.equal(await plainly(asked(), viewer).exposure(PROGRAMS));
      }
      const [line] = await asked().queries.exposure({ msp: 'BankAMSP', company: null });
      expect(line).to.deep.include({ bank: 'BANK-A-01', core: 'CORE-01', currency: 'CNY', hostMsp: 'OperatorMSP' });
      expect(line?.heldMinor).to.equal(2_000_000n);
      expect(await asked().queries.exposure({ msp: 'BankBMSP', company: null })).to.deep.equal([]);
    });

    it('of ageing are what is outstanding by debtor and days', async () => {
      const ages = new Set<string>();
      for (const viewer of [...VIEWERS, ...STRANGERS]) {
        for (const program of PROGRAMS) {
          for (const date of DATES) {
            const found = await asked().queries.ageing(viewer, program, date);
            for (const { age } of found) ages.add(age);
            expect(found, `${date} ${program} ${nameOf(viewer)}`).to.deep.equal(await plainly(asked(), viewer).ageing(program, date));
          }
        }
      }
      expect([...ages]).to.have.length(9);
    });

    it('of a dashboard are those of its lists', async () => {
      for (const viewer of VIEWERS) {
        for (const program of PROGRAMS) {
          for (const date of DATES) {
            const found = await asked().queries.dashboard(viewer, program, date);
            expect(found, `${date} ${program} ${nameOf(viewer)}`).to.deep.equal(await plainly(asked(), viewer).dashboard(program, date));
          }
        }
      }
    });

    it('of payouts to come are of the tokens that a payment has reached', async () => {
      for (const { msp } of [...VIEWERS, ...STRANGERS]) {
        for (const program of PROGRAMS) {
          const scope = programCollection(program);
          expect(await asked().store.readerFor(msp).tokensBehind(scope), msp).to.deep.equal(await waiting(asked(), msp, scope));
        }
      }
      expect(await asked().store.readerFor('BankAMSP').tokensBehind(programCollection(PROGRAMS[0]))).to.deep.equal([
        'R-PART-PAID-01:0-1000000',
      ]);
    });

    it('are told of no program that the viewer does not know, and by no date that is none', async () => {
      const [operator, stranger] = [VIEWERS[0] as (typeof VIEWERS)[number], STRANGERS[0] as (typeof VIEWERS)[number]];
      const { queries } = asked();
      expect(await refusalOf(queries.dashboard(stranger, PROGRAMS[0], QUERIED_DAY))).to.equal('NOT_FOUND');
      expect(await refusalOf(queries.dashboard(operator, 'DEMO-XXX', QUERIED_DAY))).to.equal('NOT_FOUND');
      expect(await refusalOf(queries.dashboard(operator, PROGRAMS[0], 'today'))).to.equal('MALFORMED today');
      expect(await refusalOf(queries.ageing(operator, PROGRAMS[0], '2026-02-30'))).to.equal('MALFORMED today');
      expect(await refusalOf(queries.portfolio(operator, PROGRAMS[0], 'a\0b'))).to.equal('MALFORMED owner');
    });
  });
}
