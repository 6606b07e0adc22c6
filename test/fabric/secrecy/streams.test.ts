import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FACTS_EVENT } from '@tierline/chaincode/api';
import { readApplication } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';
import { MSP_FILES } from '@tierline/network/dist/files/mspFiles';
import { expect } from 'chai';
import { AUDIENCES } from '../../support/secretLife';
import { found } from '../../support/secrets';
import type { Streamed } from '../../support/fabricStreams';
import { makerOf, MSPS, otherSecrets, ownSecrets, secrets, stage, straight } from './stage';

describe('what companies keep to themselves, in the streams of Fabric', function () {
  this.timeout(300_000);
  let last: number;
  const scanned = new Map<string, readonly string[]>();

  before(async () => {
    last = (await stage.height()) - 1;
  });

  /** What a text gives away of a few secrets; the same blocks come from every peer. */
  const foundOnce = (few: readonly string[], text: string): readonly string[] => {
    const known = scanned.get(text) ?? found(secrets.all(), text);
    scanned.set(text, known);
    return known.filter((secret) => few.includes(secret));
  };
  const streamed = (identity: Identity, at: string): Promise<Streamed | null> => straight().streamed(identity, at, 'private', last);

  it('are more than two hundred', () => expect(secrets.all().length).to.be.at.least(200));

  for (const msp of MSPS) {
    it(`reach the application of ${msp} from no peer where it is no member, whichever peer it asks`, async () => {
      const { identity } = await readApplication(stage.network.directory, msp);
      for (const at of MSPS) {
        const all = await streamed(identity, at);
        expect(all, `${at} answers an application`).not.to.equal(null);
        expect(foundOnce(secrets.all(), all?.blocks ?? ''), `blocks from ${at}`).to.deep.equal([]);
        expect(foundOnce(otherSecrets(msp), all?.privateData ?? ''), `private data from ${at}`).to.deep.equal([]);
      }
    });

    it(`reach the administrator and the peer of ${msp} from no peer where it is no member`, async () => {
      const { layout } = stage.network.setting;
      for (const folder of [layout.adminOf(msp), layout.peerOf(msp).msp]) {
        const identity = await identityIn(msp, folder);
        for (const at of MSPS) {
          const { blocks = '', privateData = '' } = (await streamed(identity, at)) ?? {};
          expect(foundOnce(secrets.all(), blocks), `blocks from ${at}`).to.deep.equal([]);
          expect(foundOnce(otherSecrets(msp), privateData), `private data from ${at}`).to.deep.equal([]);
        }
      }
    });
  }

  for (const user of ['maker@SUP-01', 'checker@SUP-04', 'maker@BANK-X-01', 'maker@CORE-01']) {
    it(`are refused to ${user} by every peer, with every block`, async () => {
      const { identity } = await stage.world().as(user);
      for (const at of MSPS) expect(await streamed(identity, at), at).to.equal(null);
    });
  }

  for (const msp of MSPS.filter((each) => AUDIENCES[each]?.length !== 0)) {
    it(`are found in the stream that ${msp} reads of its own peer: all that it may see`, async () => {
      const { identity } = await readApplication(stage.network.directory, msp);
      const { privateData = '' } = (await streamed(identity, msp)) ?? {};
      const seen = new Set(foundOnce(ownSecrets(msp), privateData));
      expect(ownSecrets(msp).filter((secret) => !seen.has(secret))).to.deep.equal([]);
    });
  }

  it('are in what applications read of the ledger only where they are members', async () => {
    for (const msp of MSPS) {
      const read = JSON.stringify(await stage.committedSince(0, makerOf(msp)));
      expect(foundOnce(otherSecrets(msp), read), msp).to.deep.equal([]);
      expect(foundOnce(ownSecrets(msp), read).length, msp).to.equal(ownSecrets(msp).length);
    }
  });

  it('are in no event: one for each transaction, of five fields', async () => {
    for (const { event, name } of await stage.committedSince(0, 'maker@BANK-X-01')) {
      expect(event?.name).to.equal(FACTS_EVENT);
      const fields = JSON.parse(event?.payload ?? '') as { readonly transaction: string };
      expect(Object.keys(fields).toSorted()).to.deep.equal(['count', 'factsRoot', 'program', 'schema', 'transaction']);
      expect(fields.transaction).to.equal(name);
    }
  });
});

/** Whose MSP folder it is. */
async function identityIn(msp: string, folder: string): Promise<Identity> {
  const [certificate, privateKey] = await Promise.all([
    readFile(join(folder, MSP_FILES.certificate), 'utf8'),
    readFile(join(folder, MSP_FILES.key), 'utf8'),
  ]);
  const name = /^CN=(.+)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
  return { msp, name, certificate, privateKey };
}
