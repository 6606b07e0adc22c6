import { contracts } from '@tierline/chaincode';
import { Context, Returns, Transaction } from 'fabric-contract-api';

type Contracts = typeof contracts;

const SettlementContract = contracts.find(({ name }) => name === 'SettlementContract') as unknown as new () => {
  redeem(ctx: Context): Promise<string>;
};

/** Pays every holder one unit more than his share, as often as he is paid. */
class GenerousSettlementContract extends SettlementContract {
  @Transaction()
  @Returns('string')
  override redeem(ctx: Context): Promise<string> {
    const { stub } = ctx;
    const generous = Object.create(stub, {
      putPrivateData: {
        value: (collection: string, key: string, bytes: Uint8Array) => stub.putPrivateData(collection, key, oneMore(bytes)),
      },
    }) as Context['stub'];
    return super.redeem(Object.create(ctx, { stub: { value: generous } }) as Context);
  }
}

const PAID_THROUGH = /"redeemedThroughMinor":"([0-9]+)"/g;

const oneMore = (bytes: Uint8Array): Buffer =>
  Buffer.from(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(PAID_THROUGH, (_all, amount: string) => `"redeemedThroughMinor":"${BigInt(amount) + 1n}"`),
  );

/** The project's contracts with a mistake that all organisations share, so that endorsing cannot find it. */
export const GENEROUS_CONTRACTS = contracts.map((each) =>
  each.name === 'SettlementContract' ? GenerousSettlementContract : each,
) as unknown as Contracts;
