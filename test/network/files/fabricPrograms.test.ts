import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { common } from '@hyperledger/fabric-protos';
import { createRoot, issueLeaf } from '@tierline/client-app/dist/adapters/localCa/certificates';
import { applicationsPolicy, type ConfigGroup } from '@tierline/network/dist/files/applicationsPolicy';
import { authorityYaml } from '@tierline/network/dist/files/authorityYaml';
import { makeChannelBlock, rootsOf, Translator } from '@tierline/network/dist/files/channelBlock';
import { mspFiles } from '@tierline/network/dist/files/mspFiles';
import { ORDERER_MSP } from '@tierline/network/dist/nodes';
import { findPrograms, type Programs } from '@tierline/network/dist/programs';
import { expect } from 'chai';
import { sample, type Sample } from './sample';

const START_LIMIT_MS = 30_000;
const LOOK_MS = 50;

describe("the files with Fabric's own programs (skipped where they are not installed)", () => {
  let programs: Programs;
  let folder: string;

  before(async function () {
    const found = await findPrograms(process.env).catch(() => null);
    if (found === null) this.skip();
    programs = found;
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tierline-fabric-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  for (const consensus of ['raft', 'bft'] as const) {
    it(`make the first block of a ${consensus} channel, whose header is that of its transactions`, async () => {
      const whole = sample({ consensus }, folder);
      await certified(whole);
      await makeChannelBlock({ ...whole, programs });
      const block = common.Block.deserializeBinary(await readFile(whole.layout.channelBlock));
      const transactions = block.getData()?.getDataList_asU8() ?? [];
      expect(transactions).to.have.length(1);
      const hash = createHash('sha256').update(Buffer.concat(transactions)).digest();
      expect(Buffer.from(block.getHeader()?.getDataHash_asU8() ?? []).equals(hash)).to.equal(true);
    });
  }

  it('put the rule of who reads blocks into it', async () => {
    const whole = sample({}, folder);
    await certified(whole);
    await makeChannelBlock({ ...whole, programs });
    const group = await channelGroup(new Translator(programs.configtxlator, folder), whole.layout.channelBlock);
    const application = group.groups?.['Application'];
    expect(application?.policies?.['Applications']?.policy).to.deep.equal(applicationsPolicy(await rootsOf(whole)));
  });

  it('say what is wrong when a certificate is missing, and leave no block', async () => {
    const whole = sample({}, folder);
    await certified(whole);
    await rm(whole.layout.ordererOf('orderer2').tls.certificate);
    const refused: unknown = await makeChannelBlock({ ...whole, programs }).catch((error: unknown) => error);
    expect(refused).to.have.nested.property('details.reason', 'PROGRAM_FAILED');
    expect(refused).to.have.nested.property('details.said').that.contains('orderer2/tls/certificate.pem');
    expect(await readFile(whole.layout.channelBlock).catch(() => null)).to.equal(null);
  });

  it('start a certificate authority, which answers by TLS under a root of its own', async () => {
    const [port, operationsPort] = await freePorts();
    const bootstrap = { name: 'bootstrap', secret: 'only-here' };
    const settings = { name: 'ca.bank-a', msp: 'BankAMSP', host: '127.0.0.1', port, operationsPort, certificateDays: 90, bootstrap };
    await writeFile(join(folder, 'fabric-ca-server-config.yaml'), authorityYaml({ ...settings, affiliations: ['app', 'people'] }));
    const server = spawn(programs.authority, ['start', '--home', folder], { stdio: 'ignore' });
    const ended = once(server, 'exit');
    try {
      await answers(port, folder);
      const root = new X509Certificate(await readFile(join(folder, 'ca-cert.pem')));
      const own = new X509Certificate(await readFile(join(folder, 'tls-cert.pem')));
      expect([root.subject, root.ca, own.checkIssued(root)]).to.deep.equal(['O=BankAMSP\nCN=ca.bank-a', true, true]);
      expect([own.checkIP('127.0.0.1'), own.checkHost('localhost')]).to.deep.equal(['127.0.0.1', 'localhost']);
      expect((Date.parse(own.validTo) - Date.now()) / 86_400_000).to.be.within(89, 90);
    } finally {
      server.kill();
      await ended;
    }
  });
});

/** Certificates of every node, by a stand-in for the organisations' authorities. */
async function certified({ nodes, layout }: Sample): Promise<void> {
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  const now = Date.now();
  for (const msp of [ORDERER_MSP, ...nodes.organisations.map((each) => each.msp)]) {
    const root = await createRoot(msp, now);
    await write(layout.rootOf(msp), root.certificate);
    for (const [path, text] of mspFiles(layout.mspOf(msp), { root: root.certificate, signer: null })) await write(path, text);
    for (const { name } of msp === ORDERER_MSP ? nodes.orderers : []) {
      const signer = await issueLeaf(root, msp, { name, unit: 'peer', attributes: {} }, now);
      for (const [path, text] of mspFiles(layout.ordererOf(name).msp, { root: root.certificate, signer })) await write(path, text);
      await write(layout.ordererOf(name).tls.certificate, signer.certificate);
    }
  }
}

async function channelGroup(translator: Translator, path: string): Promise<ConfigGroup> {
  interface Block {
    readonly data: {
      readonly data: readonly [{ readonly payload: { readonly data: { readonly config: { readonly channel_group: ConfigGroup } } } }];
    };
  }
  const { data } = await translator.decoded<Block>('common.Block', await readFile(path));
  return data.data[0].payload.data.config.channel_group;
}

async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [ports[0] ?? 0, ports[1] ?? 0];
}

/** Waits until an authority takes requests. @throws Error when it has not after 30 seconds */
async function answers(port: number, home: string): Promise<void> {
  for (const until = Date.now() + START_LIMIT_MS; Date.now() < until;) {
    const ca = await readFile(join(home, 'ca-cert.pem')).catch(() => null);
    if (ca !== null && (await isThere(port, ca))) return;
    await pause(LOOK_MS);
  }
  throw new Error('the authority does not answer');
}

function isThere(port: number, ca: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/cainfo', ca }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
