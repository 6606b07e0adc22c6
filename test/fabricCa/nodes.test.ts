import { X509Certificate } from 'node:crypto';
import { enrolAdmin, enrolApplication, enrolNode } from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';
import { expect } from 'chai';
import { Wallets as FabricWallets } from 'fabric-network';
import { founded, programOrSkip, refusalOf, type Organisation } from './offices';

const HOSTS = ['localhost', 'peer0.banka.example', '127.0.0.1'];
const SERVER_AND_CLIENT = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];
const PEER = { name: 'peer0.BankA', type: 'peer', hosts: HOSTS } as const;

const unitsOf = (certificate: string): readonly string[] =>
  new X509Certificate(certificate).subject
    .split(/\n| \+ /)
    .filter((part) => part.startsWith('OU='))
    .toSorted();

describe('nodes enrolled at a Fabric CA', function () {
  this.timeout(60_000);
  let bankA: Organisation;

  before(async function () {
    bankA = await founded(programOrSkip(this), 'BankA');
  });

  after(async () => {
    await bankA?.server.stop();
  });

  it('have a certificate of their unit to sign with, and one for TLS that names their hosts', async () => {
    for (const node of [PEER, { ...PEER, name: 'orderer1.BankA', type: 'orderer' }] as const) {
      const { identity, tls } = await enrolNode(bankA.authority, bankA.founder, node);
      expect(unitsOf(identity.certificate)).to.deep.equal([`OU=${node.type}`]);
      const served = new X509Certificate(tls.certificate);
      expect(HOSTS.map((host) => (host.startsWith('1') ? served.checkIP(host) : served.checkHost(host)))).to.deep.equal(HOSTS);
      expect(served.keyUsage).to.deep.equal(SERVER_AND_CLIENT);
      for (const { certificate, root } of [identity, tls]) {
        const read = new X509Certificate(certificate);
        expect(read.verify(new X509Certificate(root).publicKey) && !read.ca).to.equal(true);
      }
      expect(identity.privateKey).not.to.equal(tls.privateKey);
    }
  });

  it('are enrolled anew when it is repeated, and refused under the name of another unit', async () => {
    for (let round = 0; round < 3; round += 1) await enrolNode(bankA.authority, bankA.founder, PEER);
    expect(await refusalOf(enrolAdmin(bankA.authority, bankA.founder, PEER.name))).to.deep.equal({
      code: 'WRONG_STATE',
      identity: PEER.name,
      current: 'ENROLLED_WITH_OTHER_ATTRIBUTES',
    });
  });

  it('cannot be named or addressed out of bounds', async () => {
    const secret = 'unused';
    expect(await refusalOf(bankA.authority.enrol({ name: 'peer 0', secret }))).to.deep.equal({ code: 'MALFORMED', field: 'name' });
    for (const hosts of [['a b'], [''], Array.from({ length: 21 }, () => 'localhost')])
      expect(await refusalOf(bankA.authority.enrol({ name: 'peer0', secret, hosts }))).to.deep.equal({ code: 'MALFORMED', field: 'hosts' });
  });

  it('have an administrator beside them, and an application with a unit of its own beside the client', async () => {
    const admin = await enrolAdmin(bankA.authority, bankA.founder, 'admin.BankA');
    expect(unitsOf(admin.certificate)).to.deep.equal(['OU=admin']);
    for (let round = 0; round < 2; round += 1) {
      const application = await enrolApplication(bankA.authority, bankA.founder, 'app.BankA');
      expect(unitsOf(application.certificate)).to.deep.equal(['OU=app', 'OU=client']);
    }
  });

  it('give identities with which the client of the ledger signs', async () => {
    const { name, msp, certificate, privateKey } = await enrolApplication(bankA.authority, bankA.founder, 'signer.BankA');
    const wallet = await FabricWallets.newInMemoryWallet();
    const provider = wallet.getProviderRegistry().getProvider('X.509');
    const held = { type: 'X.509', mspId: msp, version: 1, credentials: { certificate, privateKey } };
    const user = await provider.getUserContext(held, name);
    const message = Buffer.from('a proposal');
    const signature = user.getSigningIdentity().sign(message, undefined);
    expect(user.getIdentity().verify(message, signature, undefined)).to.equal(true);
  });
});
