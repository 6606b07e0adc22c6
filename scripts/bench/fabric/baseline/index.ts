import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';

/** The yardstick: what a ledger can do at best. */
@Info({ title: 'yardstick', description: 'Writes one key' })
export class OneKeyContract extends Contract {
  constructor() {
    super('yardstick');
  }

  /** Writes the transient input under the transaction's id. */
  @Transaction()
  @Returns('string')
  async write(ctx: Context): Promise<string> {
    await ctx.stub.putState(ctx.stub.getTxID(), ctx.stub.getTransient().get('input') ?? new Uint8Array());
    return '';
  }
}

/** What the chaincode server runs. */
export const contracts = [OneKeyContract];
