import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRoot, issueLeaf } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { authorityYaml } from '@tierline/network/dist/files/authorityYaml';
import { checkFiles, type Check } from '@tierline/network/dist/files/checks';
import { coreYaml } from '@tierline/network/dist/files/coreYaml';
import { mspFiles } from '@tierline/network/dist/files/mspFiles';
import { ordererYaml } from '@tierline/network/dist/files/ordererYaml';
import { ORDERER_MSP } from '@tierline/network/dist/nodes';
import type { Programs } from '@tierline/network/dist/programs';
import { expect } from 'chai';
import { one, sample, type Sample } from './sample';

const DAY_MS = 86_400_000;
const OWNER_ONLY = 0o600;
const OWNER_RUNS = 0o700;
const NOW = Date.parse('2026-11-22T00:00:00Z');

describe('the check of a network’s files', () => {
  let whole: Sample;
  let folder: string;
  let programs: Programs;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tierline-checks-'));
    whole = sample({}, join(folder, 'network'));
    programs = await made(whole, join(folder, 'bin'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function checked(name: string, days = 0): Promise<Check> {
    const checks = await checkFiles({ ...whole, programs, now: NOW + days * DAY_MS });
    return one(checks.filter((check) => check.name === name));
  }

  /** Changes the core.yaml of the core's peer. */
  function changePeer(before: string | RegExp, after: string): void {
    const file = join(whole.layout.peerOf('CoreMSP').folder, 'core.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).to.match(typeof before === 'string' ? new RegExp(before) : before);
    writeFileSync(file, text.replace(before, after));
  }

  it('passes those that the network makes', async () => {
    const checks = await checkFiles({ ...whole, programs, now: NOW });
    expect(checks.filter(({ result }) => result !== 'PASS')).to.deep.equal([]);
    expect(checks.every(({ mend }) => mend === '')).to.equal(true);
  });

  it('warns a month before a certificate ends, fails a week before, and says which one and what to do', async () => {
    const name = 'certificates of CoreMSP';
    expect((await checked(name, 3_569)).result).to.equal('PASS');
    expect((await checked(name, 3_571)).result).to.equal('WARN');
    const late = await checked(name, 3_594);
    expect([late.result, late.found]).to.deep.equal(['FAIL', 'application/application.json ends in 6 days']);
    expect(late.mend).to.contain('enrol it anew');
    expect((await checked(name, 3_605)).found).to.contain('ended 5 days ago');
  });

  it('fails for an organisation without certificates', async () => {
    rmSync(whole.layout.organisation('BankBMSP'), { recursive: true });
    expect(await checked('certificates of BankBMSP')).to.include({ result: 'FAIL', found: 'none' });
  });

  it('fails when others can read a private key, or the secret of an authority', async () => {
    chmodSync(join(whole.layout.peerOf('CoreMSP').msp, 'keystore/key.pem'), 0o640);
    chmodSync(join(whole.layout.authorityOf('CoreMSP'), 'fabric-ca-server-config.yaml'), 0o604);
    expect(await checked('private keys')).to.include({
      result: 'FAIL',
      found:
        'organisations/CoreMSP/authority/fabric-ca-server-config.yaml is 0604; organisations/CoreMSP/peer/msp/keystore/key.pem is 0640',
    });
  });

  const settings: readonly (readonly [string, string, string | RegExp, string])[] = [
    ['takes old proposals', 'old proposals', / {6}- name: TimeWindowCheck\n/, ''],
    ['takes expired certificates', 'old proposals', / {6}- name: ExpirationCheck\n/, ''],
    ['ends its chaincode by a keepalive message', 'chaincode keepalive', 'keepalive: 0', 'keepalive: 60'],
    ['elects a leader', 'block gossip', 'useLeaderElection: false', 'useLeaderElection: true'],
    ['gossips blocks', 'block gossip', 'blockGossipEnabled: false', 'blockGossipEnabled: true'],
    ['waits a minute for private values', 'waiting for private values', 'pullRetryThreshold: 0ms', 'pullRetryThreshold: 1m'],
    ['waits for values without an end', 'waiting for private values', / +pullRetryThreshold: .*\n/, ''],
    ['asks for Docker', 'Docker', 'endpoint: ""', 'endpoint: unix:///var/run/docker.sock'],
    ['speaks without TLS', 'TLS of the peers', /(tls:\n +)enabled: true/, '$1enabled: false'],
  ];
  for (const [what, name, before, after] of settings) {
    it(`fails for a peer that ${what}`, async () => {
      changePeer(before, after);
      expect(await checked(name)).to.include({ result: 'FAIL', found: 'peer.core' });
    });
  }

  it('fails for a peer without a configuration', async () => {
    rmSync(join(whole.layout.peerOf('CoreMSP').folder, 'core.yaml'));
    expect(await checked('old proposals')).to.include({ result: 'FAIL', found: 'peer.core' });
  });

  it('fails when two nodes would tell of themselves on one port', async () => {
    changePeer('listenAddress: 127.0.0.1:27112', 'listenAddress: 127.0.0.1:27102');
    expect(await checked('operations ports')).to.include({ result: 'FAIL', found: '127.0.0.1:27102: peer.operator, peer.core' });
  });

  it('fails for programs of another version', async () => {
    writeFileSync(programs.peer, "#!/bin/sh\nprintf ' Version: v2.5.4\\n'\n");
    expect(await checked('versions')).to.include({ result: 'FAIL', found: 'peer is 2.5.4' });
  });
});

/** Makes the files that are checked, and programs that say their versions. */
async function made({ file, nodes, layout }: Sample, bin: string): Promise<Programs> {
  const programs = programsIn(bin);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: OWNER_ONLY });
  };
  for (const { msp, authority } of [{ msp: ORDERER_MSP, authority: nodes.authority }, ...nodes.organisations]) {
    const bootstrap = { name: 'bootstrap', secret: 'secret' };
    const settings = { ...authority, msp, host: nodes.host, certificateDays: 365, bootstrap, affiliations: [] };
    write(join(layout.authorityOf(msp), 'fabric-ca-server-config.yaml'), authorityYaml(settings));
    write(layout.rootOf(msp), (await createRoot(msp, NOW)).certificate);
  }
  for (const orderer of nodes.orderers)
    write(join(layout.ordererOf(orderer.name).folder, 'orderer.yaml'), ordererYaml({ file, nodes, layout }, orderer));
  for (const organisation of nodes.organisations) {
    const { msp, peer } = organisation;
    const root = await createRoot(msp, NOW);
    const signer = await issueLeaf(root, msp, { name: peer.name, unit: 'peer', attributes: {} }, NOW);
    for (const [path, text] of mspFiles(layout.peerOf(msp).msp, { root: root.certificate, signer })) write(path, text);
    write(join(layout.peerOf(msp).folder, 'core.yaml'), coreYaml({ file, nodes, layout, programs }, organisation));
    write(join(layout.application(msp).folder, 'application.json'), JSON.stringify(signer));
  }
  return programs;
}

function programsIn(bin: string): Programs {
  mkdirSync(bin);
  const program = (name: string, version: string): string => {
    const path = join(bin, name);
    writeFileSync(path, `#!/bin/sh\nprintf ' Version: ${version}\\n'\n`);
    chmodSync(path, OWNER_RUNS);
    return path;
  };
  const [peer, orderer, authority] = [program('peer', 'v3.1.5'), program('orderer', 'v3.1.5'), program('fabric-ca-server', '1.5.21')];
  return { peer, orderer, authority, configtxgen: peer, configtxlator: peer, osnadmin: peer, builder: bin };
}
