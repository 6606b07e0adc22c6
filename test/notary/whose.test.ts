import type { Msp } from '@tierline/chaincode/api';
import { channelOf, notaryStatus, openNotary, readNotarySettings } from '@tierline/client-app/dist/notary';
import { expect } from 'chai';
import { NotaryFolder } from '../support/notaryFolder';
import { refusedBy } from '../support/notaryFaults';
import { Ground, GrowingLedger } from '../support/notaryGround';
import { NETWORK } from '../support/world';

describe('an application of one organisation', () => {
  const source = new GrowingLedger();
  let ground: Ground;
  let files: NotaryFolder;

  before(async () => {
    ground = await Ground.open();
    files = new NotaryFolder(ground.anvil);
    source.grow(1);
  });

  after(async () => {
    await ground.close();
    files.remove();
  });

  const of = (msp: Msp) => ({ host: { hosted: [msp], network: NETWORK, stream: () => source }, folder: files.path });
  const settings = () => readNotarySettings(files.settings('one', 1, { contract: ground.contract }));
  const opened = (msp: Msp) =>
    openNotary({ ledger: of(msp), settings: settings(), passphrase: 'not looked at', now: Date.now, alarm: () => undefined });

  it("notarises when it is neither a core's nor a bank's, and is told so before a key is opened", async () => {
    for (const msp of ['CoreMSP', 'BankAMSP']) {
      const need = "the regulator's or the operator's application";
      expect(await refusedBy(() => opened(msp))).to.deep.equal({ code: 'NOT_AUTHORISED', need });
    }
    for (const msp of ['RegulatorMSP', 'OperatorMSP'])
      expect(await refusedBy(() => opened(msp))).to.deep.include({ code: 'CONDITION_UNMET', condition: 'passphrase' });
  });

  it('finds the line of its ledger and how far it is, whosever it is', async () => {
    for (const msp of ['CoreMSP', 'BankAMSP', 'RegulatorMSP']) {
      expect(await channelOf(of(msp))).to.equal(ground.channel);
      expect(await notaryStatus(of(msp), settings())).to.include({ ledgerHeight: 2, blocksBehind: 2, waiting: 2 });
    }
  });
});
