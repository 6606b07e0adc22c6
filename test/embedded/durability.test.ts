import { expect } from 'chai';
import { PROGRAM } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { get, getPrivate } from '../support/script';
import { Child } from './child';
import { results } from './people';

const ROUNDS = 10;
const ACKNOWLEDGED_BEFORE_KILL = 20;

describe('the embedded ledger when its process is killed', function () {
  this.timeout(120_000);
  after(dropFolders);

  it(`loses nothing that it acknowledged, in ${ROUNDS} rounds of kill -9`, async () => {
    const directory = await newFolder();
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = new Child('writer', directory, String(round));
      await child.printed(ACKNOWLEDGED_BEFORE_KILL + round * 7);
      child.process.kill('SIGKILL');
      expect(await child.ended()).to.equal(null);
      acknowledged.push(...child.lines());
    }
    expect(acknowledged.length).to.be.at.least(ROUNDS * ACKNOWLEDGED_BEFORE_KILL);
    const host = await openConformance(directory);
    expect(await results(host, acknowledged.map(get))).to.deep.equal(acknowledged);
    expect(
      await results(
        host,
        acknowledged.map((key) => getPrivate(PROGRAM, key)),
      ),
    ).to.deep.equal(acknowledged);
    await host.close();
  });
});
