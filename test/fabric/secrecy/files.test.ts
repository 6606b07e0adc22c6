import { expect } from 'chai';
import { foundOnDisk } from '../../support/fabricDisk';
import { MSPS, otherSecrets, ownSecrets, secrets, stage } from './stage';

/** Numbers of five digits are ports in logs. */
const IS_SHORT_NUMBER = /^[0-9]{1,5}$/;

describe('what companies keep to themselves, in the files of Fabric', function () {
  this.timeout(120_000);

  for (const msp of MSPS) {
    it(`lies in no file of ${msp} where it is no member: blocks, states, private and transient data, its application's folder`, async () => {
      const { layout } = stage.network.setting;
      const paths = [layout.peerOf(msp).data, layout.application(msp).folder];
      expect(await foundOnDisk(otherSecrets(msp), paths)).to.deep.equal([]);
    });
  }

  it('lies where it may: each member’s files have what it may see', async () => {
    const { layout } = stage.network.setting;
    for (const msp of MSPS) {
      const own = ownSecrets(msp);
      const there = await foundOnDisk(own, [layout.peerOf(msp).data]);
      expect(there.length, msp).to.be.at.least(Math.floor(own.length * 0.9));
    }
  });

  it('is in no log: of peers, orderers, authorities, chaincode services, the supervisor', async () => {
    const { layout } = stage.network.setting;
    const long = secrets.all().filter((secret) => !IS_SHORT_NUMBER.test(secret));
    expect(await foundOnDisk(long, [layout.logs])).to.deep.equal([]);
  });

  it('lies in no file of an orderer', async () => {
    const { layout, nodes } = stage.network.setting;
    expect(
      await foundOnDisk(
        secrets.all(),
        nodes.orderers.map(({ name }) => layout.ordererOf(name).data),
      ),
    ).to.deep.equal([]);
  });
});
