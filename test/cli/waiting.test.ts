import { redeemSteps } from '@tierline/client-app/dist/app/waiting';
import type { TokenRow } from '@tierline/client-app/dist/app/tokens';
import { expect } from 'chai';

const rowOf = (index: number, ownerMsp: string): TokenRow =>
  ({ id: `SCH-0001-01:${index}-${index + 1}`, token: { ownerMsp } }) as unknown as TokenRow;

describe('paying out many tokens', () => {
  it('goes by host, in transactions of at most 200 tokens', () => {
    const rows = Array.from({ length: 450 }, (_row, index) => rowOf(index, index % 3 === 0 ? 'BankAMSP' : 'OperatorMSP'));
    expect(redeemSteps('DEMO-CNY', rows).map(({ name, items }) => [name, items])).to.deep.equal([
      ['settlement:redeem', 150],
      ['settlement:redeem', 200],
      ['settlement:redeem', 100],
    ]);
  });

  it('is no transaction where nothing waits', () => expect(redeemSteps('DEMO-CNY', [])).to.deep.equal([]));
});
