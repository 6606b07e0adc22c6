import { expect } from 'chai';
import { HOST, USUAL } from '../support/conformanceNetwork';
import { get, put, SPLIT } from '../support/script';
import { endings, insisting, type LedgerUnderTest } from './fixture';

const CONTENDERS = 12;

/** Many at a time. */
export function raceBehaviour(ledger: LedgerUnderTest): void {
  describe('racing', () => {
    const split = (token: string) => ledger.as(HOST).submit(SPLIT, { token }, USUAL);

    it('commits parallel splits of distinct tokens all at once', async () => {
      const tokens = Array.from({ length: CONTENDERS }, () => ledger.key('token'));
      await ledger.submit(tokens.map((token) => put(token, 'WHOLE')));
      const ends = await endings(tokens.map(split));
      expect(ends).to.deep.equal(tokens.map(() => 'OK'));
      expect(await ledger.evaluate(tokens.map((token) => get(`${token}.2`)))).to.deep.equal(tokens.map(() => 'WHOLE'));
    });

    it('commits parallel splits of one token exactly once, however often they are repeated', async () => {
      const token = ledger.key('token');
      await ledger.submit([put(token, 'WHOLE')]);
      const ends = await endings(Array.from({ length: CONTENDERS }, () => insisting(() => split(token))));
      expect(ends.filter((end) => end === 'OK')).to.have.lengthOf(1);
      expect(ends.filter((end) => end === 'WRONG_STATE')).to.have.lengthOf(CONTENDERS - 1);
    });
  });
}
