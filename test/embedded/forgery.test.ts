import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRoot, issueLeaf } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { LocalCa } from '@tierline/client-app/dist/adapters/localCa/localCa';
import type { EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';
import { BANK, HOST, USUAL } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { RUN } from '../support/script';
import { refusal } from '../conformance/fixture';
import { ATTRIBUTES, personOf } from './people';

const YEARS_20_MS = 20 * 365 * 86_400_000;

describe("an identity that the organisation's authority did not issue", function () {
  this.timeout(30_000);
  let directory: string;
  let host: EmbeddedHost;
  before(async () => {
    directory = await newFolder();
    host = await openConformance(directory);
  });
  after(async () => {
    await host.close();
    await dropFolders();
  });

  async function expectRefused(identity: Identity, reason: string): Promise<void> {
    const ledger = host.connect(identity);
    const read = (async () => {
      for await (const _block of ledger.blocks(0)) expect.fail('a block was given');
    })();
    for (const call of [ledger.submit(RUN, [], USUAL), ledger.evaluate(RUN, []), read]) {
      expect((await refusal(call, 'NOT_AUTHORISED')).details['reason']).to.equal(reason);
    }
  }

  it('is refused when another authority of the same name issued it', async () => {
    const forged = await createRoot(HOST, Date.now());
    const leaf = await issueLeaf(forged, HOST, { name: 'eve', unit: 'client', attributes: { 'scf.roles': 'checker' } }, Date.now());
    await expectRefused({ msp: HOST, name: 'eve', ...leaf }, 'UNKNOWN_ISSUER');
  });

  it('is refused when it is the forged authority itself', async () => {
    const forged = await createRoot(HOST, Date.now());
    await expectRefused({ msp: HOST, name: `ca.${HOST}`, ...forged }, 'UNKNOWN_ISSUER');
  });

  it('is refused when it claims another organisation', async () => {
    await expectRefused({ ...(await personOf(host, BANK)), msp: HOST }, 'UNKNOWN_ISSUER');
    await expectRefused({ ...(await personOf(host, BANK)), msp: 'StrangerMSP' }, 'UNKNOWN_ORGANISATION');
  });

  it('is refused when it claims another name or uses another key', async () => {
    const identity = await personOf(host);
    await expectRefused({ ...identity, name: 'somebody.else' }, 'WRONG_NAME');
    await expectRefused({ ...identity, privateKey: (await personOf(host, BANK)).privateKey }, 'WRONG_KEY');
    await expectRefused({ ...identity, privateKey: 'nonsense' }, 'WRONG_KEY');
    await expectRefused({ ...identity, certificate: 'nonsense' }, 'MALFORMED_CERTIFICATE');
  });

  it('is refused when its certificate was altered', async () => {
    const identity = await personOf(host);
    const [head, ...lines] = identity.certificate.split('\n');
    const bytes = Buffer.from(lines.slice(0, -1).join(''), 'base64');
    bytes.write('boss', bytes.indexOf('maker'), 'latin1');
    const altered = [head, bytes.toString('base64'), lines.at(-1)].join('\n');
    await expectRefused({ ...identity, certificate: altered }, 'UNKNOWN_ISSUER');
  });

  it("is refused when it is a peer's", async () => {
    const ca = await LocalCa.open(join(directory, 'identities'), [HOST], Date.now);
    const peer = ca.authorities.get(HOST)?.peer;
    if (peer === undefined) throw new Error('the authority has no peer');
    await expectRefused(peer, 'WRONG_UNIT');
  });

  it('is refused after its certificate expired', async () => {
    const later = await newFolder();
    const first = await openConformance(later);
    const identity = await personOf(first);
    await first.close();
    const second = await openConformance(later, { now: () => Date.now() + YEARS_20_MS });
    expect((await refusal(second.connect(identity).evaluate(RUN, []), 'NOT_AUTHORISED')).details['reason']).to.equal('EXPIRED');
    await second.close();
  });

  it('keeps private keys in files that only their owner may read', async () => {
    await host.identities.enrol(HOST, 'kept', ATTRIBUTES);
    for (const folder of ['people', 'authorities']) {
      for (const name of await readdir(join(directory, 'identities', folder))) {
        const path = join(directory, 'identities', folder, name);
        expect(await readFile(path, 'utf8')).to.contain('PRIVATE KEY');
        expect((await stat(path)).mode & 0o777).to.equal(0o600);
      }
    }
  });
});
