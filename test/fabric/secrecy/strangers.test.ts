import { expect } from 'chai';
import { probe } from '../../support/probes';
import { found } from '../../support/secrets';
import { lived, secrets, stage } from './stage';

describe('a stranger who has learnt the ids of others, on Fabric', function () {
  this.timeout(180_000);

  it('is told nothing that he has not typed himself, whichever transaction he tries on them, with or without a dry run', async () => {
    const told = await probe(stage.world(), lived());
    console.log(`      ${told.length} answers`);
    const leaks = told.flatMap(({ who, transaction, typed, answer }) =>
      found(secrets.all(), answer)
        .filter((secret) => !typed.includes(secret))
        .map((secret) => ({ who, transaction, secret, answer })),
    );
    expect(leaks).to.deep.equal([]);
    expect(new Set(told.map(({ answer }) => answer)).size, 'the answers are not all one').to.be.above(5);
  });

  it("finds nothing in what a peer's operations port tells of itself", async () => {
    const { nodes } = stage.network.setting;
    for (const { peer } of nodes.organisations) {
      const metrics = await (await fetch(`http://${nodes.host}:${peer.operationsPort}/metrics`)).text();
      expect(metrics, peer.name).to.include('ledger_blockchain_height');
      expect(found(secrets.all(), metrics), peer.name).to.deep.equal([]);
    }
  });
});
