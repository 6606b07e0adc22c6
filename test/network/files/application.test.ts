import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fabricProfile } from '@tierline/client-app/dist/adapters/fabric/profile';
import { chaincodePackage } from '@tierline/network/dist/files/chaincodePackage';
import { chaincodeDigest } from '@tierline/network/dist/files/digest';
import { mspFiles } from '@tierline/network/dist/files/mspFiles';
import { profileOf } from '@tierline/network/dist/files/profile';
import { expect } from 'chai';
import { extract } from 'tar';
import { parse } from 'yaml';
import { sample } from './sample';

const PEM = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierline-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("an application's profile of the network", () => {
  const { file, nodes } = sample();
  const roots = new Map(
    ['OrdererMSP', ...nodes.organisations.map(({ msp }) => msp)].map((msp) => [msp, PEM.replace('MAA=', `MAA=${msp}`)]),
  );

  it('holds the peer of every organisation, the orderers and the own authority, each with who certified it', () => {
    const profile = fabricProfile.parse(profileOf(file, nodes, 'BankAMSP', roots));
    expect(Object.keys(profile.peers)).to.deep.equal(['OperatorMSP', 'CoreMSP', 'BankAMSP', 'BankBMSP', 'RegulatorMSP']);
    expect(profile.peers['CoreMSP']).to.deep.equal({ name: 'peer.core', url: 'grpcs://127.0.0.1:27110', tlsRoot: roots.get('CoreMSP') });
    expect(profile.orderers.map(({ url, tlsRoot }) => [url, tlsRoot === roots.get('OrdererMSP')])).to.deep.equal([
      ['grpcs://127.0.0.1:27000', true],
      ['grpcs://127.0.0.1:27010', true],
      ['grpcs://127.0.0.1:27020', true],
    ]);
    expect(profile.authority).to.deep.equal({ name: 'ca.bank-a', url: 'https://127.0.0.1:27125', tlsRoot: roots.get('BankAMSP') });
    expect(profile.blockTimeMs).to.equal(200);
  });

  it('is not made for an organisation that is not of the network, or without a root', () => {
    expect(() => profileOf(file, nodes, 'OtherMSP', roots)).to.throw('OtherMSP is not an organisation of the network');
    expect(() => profileOf(file, nodes, 'BankAMSP', new Map())).to.throw('is not known');
  });
});

describe('an MSP folder', () => {
  it('tells peers, orderers, administrators and clients apart, and holds a key only for its own identity', () => {
    const open = new Map(mspFiles('/m', { root: PEM, signer: null }));
    expect([...open.keys()]).to.deep.equal(['/m/config.yaml', '/m/cacerts/ca.pem', '/m/tlscacerts/ca.pem']);
    expect(parse(open.get('/m/config.yaml') ?? '')).to.have.nested.property('NodeOUs.Enable', true);
    const own = mspFiles('/m', { root: PEM, signer: { certificate: 'C', privateKey: 'K' } });
    expect(own.slice(3)).to.deep.equal([
      ['/m/keystore/key.pem', 'K'],
      ['/m/signcerts/cert.pem', 'C'],
    ]);
  });
});

describe('the package of a chaincode service', () => {
  const service = {
    label: 'tierline_1',
    address: '127.0.0.1:27123',
    tls: { rootPem: 'ROOT', clientCertificatePem: 'CERTIFICATE', clientKeyPem: 'KEY' },
    digest: 'abc',
  };

  it('has the same bytes whenever it is made, and others for other contracts', async () => {
    const first = await chaincodePackage(service);
    const [again, other] = [await chaincodePackage(service), await chaincodePackage({ ...service, digest: 'abd' })];
    expect([first.equals(again), first.equals(other)]).to.deep.equal([true, false]);
  });

  it('tells the peer to speak to the service by TLS on both sides', async () => {
    await writeFile(join(folder, 'package.tar.gz'), await chaincodePackage(service));
    await extract({ file: join(folder, 'package.tar.gz'), cwd: folder });
    await extract({ file: join(folder, 'code.tar.gz'), cwd: folder });
    const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
    expect(await read('metadata.json')).to.deep.equal({ type: 'ccaas', label: 'tierline_1' });
    expect(await read('connection.json')).to.include({
      address: '127.0.0.1:27123',
      tls_required: true,
      client_auth_required: true,
      root_cert: 'ROOT',
      client_cert: 'CERTIFICATE',
      client_key: 'KEY',
    });
    expect(await readFile(join(folder, 'contracts.sha256'), 'utf8')).to.equal('abc\n');
  });
});

describe('the digest of the contracts', () => {
  async function contracts(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const made = join(folder, name);
    await mkdir(join(made, 'domain'), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(made, file), text);
    return made;
  }

  it('is the same for the same programs, wherever they lie and whatever else lies there', async () => {
    const first = await contracts('first', { 'index.js': '1', 'domain/money.js': '2' });
    const second = await contracts('second', { 'domain/money.js': '2', 'index.js': '1', 'index.js.map': '3', 'domain/money.d.ts': '4' });
    expect(await chaincodeDigest(first)).to.equal(await chaincodeDigest(second));
  });

  it('differs when a program differs, or is called otherwise', async () => {
    const digests = await Promise.all(
      [{ 'index.js': '1' }, { 'index.js': '2' }, { 'main.js': '1' }].map(async (files, index) =>
        chaincodeDigest(await contracts(String(index), files as Record<string, string>)),
      ),
    );
    expect(new Set(digests).size).to.equal(3);
  });

  it('is not made of nothing', async () => {
    const refused = await chaincodeDigest(await contracts('none', { 'index.d.ts': '' })).catch(String);
    expect(refused).to.contain('0 programs');
  });
});
