import { TRANSACTIONS, type Msp } from '@tierline/chaincode/api';
import { readApplication } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { act, wholeToken } from '../../support/sale';
import { refused } from '../../support/refused';
import { confirmed } from '../../support/world';
import type { BlockType } from '../../support/fabricStreams';
import { MSPS, stage, straight } from './stage';

const FACE = 1_000_000n;
const STREAMS: readonly BlockType[] = ['full', 'filtered', 'private'];

describe("a supplier's certificate straight at the peers of Fabric", function () {
  this.timeout(120_000);
  let supplier: Identity;
  let application: Identity;
  let transaction: string;

  before(async () => {
    ({ identity: supplier } = await stage.world().as('maker@SUP-01'));
    ({ identity: application } = await readApplication(stage.network.directory, 'OperatorMSP'));
    transaction = (await stage.committedSince(0))[0]?.id ?? '';
  });

  for (const type of STREAMS) {
    it(`gets no ${type} blocks from any peer; an application does`, async () => {
      for (const at of MSPS) {
        expect(await straight().streamed(supplier, at, type, 1), `${at} to a supplier`).to.equal(null);
        expect((await straight().streamed(application, at, type, 1))?.blocks.length, `${at} to an application`).to.be.above(0);
      }
    });
  }

  for (const name of ['GetChainInfo', 'GetBlockByNumber', 'GetBlockByTxID', 'GetTransactionByID']) {
    it(`gets no answer to ${name} from any peer; an application does`, async () => {
      const args: Readonly<Record<string, readonly string[]>> = { GetChainInfo: [], GetBlockByNumber: ['1'] };
      for (const at of MSPS) {
        expect(await straight().isAnswered(supplier, at, name, args[name] ?? [transaction]), `${at} to a supplier`).to.equal(false);
        expect(await straight().isAnswered(application, at, name, args[name] ?? [transaction]), `${at} to an application`).to.equal(true);
      }
    });
  }

  it('moves nothing of another company: the certificate says who acts', async () => {
    const world = stage.world();
    const [receivable = ''] = await confirmed(world, 'ACL-1', [FACE]);
    const split = { program: world.program, token: wholeToken(receivable, FACE), amountsMinor: [400_000n, 600_000n] };
    const from = await stage.height();
    const fault = await refused(act(world, 'maker@SUP-02', TRANSACTIONS.token.split, split));
    expect(fault.code).to.equal('NOT_AUTHORISED');
    expect(await stage.committedSince(from), 'nothing was ordered').to.deep.equal([]);
    await act(world, 'maker@SUP-01', TRANSACTIONS.token.split, split);
  });

  it('is refused by every peer when it claims another organisation', async () => {
    for (const msp of MSPS.filter((each): each is Msp => each !== supplier.msp)) {
      for (const at of MSPS)
        expect(await straight().isAnswered({ ...supplier, msp }, at, 'GetChainInfo', []), `${msp} at ${at}`).to.equal(false);
    }
  });
});
