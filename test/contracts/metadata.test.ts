import { STANDING, TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { World } from '../support/world';

/** What Fabric's own system contract answers of the contracts of a chaincode. */
interface Metadata {
  readonly info: { readonly title: string };
  readonly contracts: Readonly<Record<string, { readonly transactions: readonly { readonly name: string; readonly returns?: object }[] }>>;
}

describe('metadata that Fabric answers of the contracts', () => {
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.end());

  it('names every transaction of every contract, each returning text', async () => {
    const { ledger } = await world.as('maker@OPERATOR-01');
    const metadata = (await ledger.evaluate('org.hyperledger.fabric:GetMetadata', {})) as unknown as Metadata;
    const { 'org.hyperledger.fabric': system, ...own } = metadata.contracts;
    expect(system?.transactions.map(({ name }) => name)).to.deep.equal(['GetMetadata']);
    const told = Object.entries(own).flatMap(([contract, { transactions }]) => transactions.map(({ name }) => `${contract}:${name}`));
    const names = Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract).map(({ name }) => name));
    expect(told).to.have.members([...names, STANDING.name]);
    for (const { transactions } of Object.values(own)) {
      for (const { name, returns } of transactions) expect(returns, name).to.deep.equal({ type: 'string' });
    }
  });
});
