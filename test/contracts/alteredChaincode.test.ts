import { contracts, withNodeClock } from '@tierline/chaincode';
import { openEmbedded, type EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Ledger } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { stateOf } from '../support/endorsing';
import { outcome } from '../support/refused';
import { confirmed, NETWORK, PROGRAM, TEST_NOW_MS, World } from '../support/world';

const TokenContract = contracts.find(({ name }) => name === 'TokenContract') as unknown as new () => {
  split(ctx: Context): Promise<string>;
};

/** A contract that does what it should, and one thing more. */
class AlteredTokenContract extends TokenContract {
  @Transaction()
  @Returns('string')
  override async split(ctx: Context): Promise<string> {
    const answer = await super.split(ctx);
    await ctx.stub.putState('SMUGGLED', Buffer.from('1'));
    return answer;
  }
}

describe('an organisation that runs an altered chaincode', function () {
  this.timeout(30_000);
  let world: World;
  let host: EmbeddedHost;
  let seller: Ledger;

  before(async () => {
    world = await World.found();
    await confirmed(world, 'LINE', [1_000_000n]);
    await world.open.close();
    const altered = contracts.map((each) => (each.name === 'TokenContract' ? AlteredTokenContract : each)) as unknown as typeof contracts;
    host = await openEmbedded({
      directory: world.directory,
      network: NETWORK,
      contracts,
      withNodeClock,
      now: () => TEST_NOW_MS,
      contractsFor: (msp) => (msp === 'CoreMSP' ? altered : undefined),
    });
    seller = host.connect((await host.identities.find('maker@SUP-01')).identity);
  });
  after(async () => {
    await host.close();
    await world.end();
  });

  const split = (endorsers: readonly string[]) =>
    outcome(
      seller.submit(
        'token:split',
        {
          requestId: 'SPLIT-1',
          program: PROGRAM,
          token: 'LINE-01:0-1000000',
          amountsMinor: ['400000', '600000'],
        },
        endorsers,
      ),
    );

  it('is found out: what it endorses is not what the others endorse, and nothing commits', async () => {
    const before = await stateOf(seller);
    expect(await split(['OperatorMSP', 'CoreMSP'])).to.equal('ENDORSEMENT_MISMATCH');
    expect(await stateOf(seller)).to.deep.equal(before);
  });

  it('commits nothing with its word alone', async () => {
    expect(await split(['CoreMSP'])).to.equal('POLICY_UNMET');
  });

  it('stops nobody: the regulator endorses in its place', async () => {
    expect(await split(['OperatorMSP', 'RegulatorMSP'])).to.equal('DONE');
  });
});
