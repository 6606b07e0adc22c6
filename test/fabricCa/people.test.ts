import { rmSync, statSync, writeFileSync } from 'node:fs';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { IdentityAttributes } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { X509Certificate as ReadCertificate } from '@peculiar/x509';
import { founded, programOrSkip, refusalOf, Wallets, type Organisation } from './offices';

const FABRIC_ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const MARY: IdentityAttributes = { company: 'STEELCO', roles: ['maker', 'viewer'], person: 'mary' };
const TAKEN = { code: 'WRONG_STATE', current: 'ENROLLED_WITH_OTHER_ATTRIBUTES' };

describe("people enrolled at their organisation's Fabric CA", function () {
  this.timeout(60_000);
  const wallets = new Wallets();
  let bankA: Organisation;
  let bankB: Organisation;

  before(async function () {
    const program = programOrSkip(this);
    [bankA, bankB] = await Promise.all([founded(program, 'BankA'), founded(program, 'BankB')]);
  });

  after(async () => {
    await bankA?.server.stop();
    await bankB?.server.stop();
    wallets.remove();
  });

  it('refuses names and attributes out of bounds, and an organisation without an office', async () => {
    const people = wallets.people(bankA);
    for (const name of ['', '..', '../mary', 'a/b', 'x'.repeat(65)])
      expect(await refusalOf(people.enrol('BankA', name, MARY))).to.deep.equal({ code: 'MALFORMED', field: 'name' });
    expect(await refusalOf(people.enrol('BankA', 'mary', { ...MARY, company: 'x'.repeat(81) }))).to.deep.equal({
      code: 'MALFORMED',
      field: 'company',
    });
    expect(await refusalOf(people.enrol('BankA', 'mary', { ...MARY, roles: ['maker,checker'] }))).to.deep.equal({
      code: 'MALFORMED',
      field: 'roles',
    });
    expect(await refusalOf(people.enrol('BankB', 'mary', MARY))).to.deep.equal({ code: 'NOT_FOUND', msp: 'BankB' });
    expect(await refusalOf(people.find('mary'))).to.deep.equal({ code: 'NOT_FOUND', identity: 'mary' });
  });

  it('has the three attributes and the client unit signed into the certificate by the root', async () => {
    const { certificate } = await wallets.people(bankA).enrol('BankA', 'mary@steelco', MARY);
    const read = new X509Certificate(certificate);
    expect(read.subject.split(/\n| \+ /).toSorted()).to.deep.equal(['CN=mary@steelco', 'OU=client', 'OU=people']);
    const root = new X509Certificate(bankA.server.address.tlsRoot);
    expect(read.checkIssued(root) && read.verify(root.publicKey)).to.equal(true);
    const extension = new ReadCertificate(certificate).getExtension(FABRIC_ATTRIBUTES);
    const { attrs } = JSON.parse(Buffer.from(extension?.value ?? new ArrayBuffer()).toString()) as { attrs: object };
    expect(attrs).to.include({ 'scf.company': 'STEELCO', 'scf.roles': 'maker,viewer', 'scf.person': 'mary' });
  });

  it('keeps the key as PKCS#8 of P-256 in a file that only its owner may read', async () => {
    const { certificate, privateKey } = await wallets.people(bankA).enrol('BankA', 'keeper', MARY);
    expect(privateKey).to.match(/^-----BEGIN PRIVATE KEY-----/);
    const key = createPrivateKey(privateKey);
    expect(key.asymmetricKeyDetails).to.include({ namedCurve: 'prime256v1' });
    expect(new X509Certificate(certificate).checkPrivateKey(key)).to.equal(true);
    expect(statSync(wallets.fileOf('BankA', 'keeper')).mode & 0o777).to.equal(0o600);
    expect(statSync(wallets.walletOf('BankA')).mode & 0o777).to.equal(0o700);
  });

  it('answers the same identity again, and refuses other attributes or another organisation', async () => {
    const people = wallets.people(bankA, bankB);
    const first = await people.enrol('BankA', 'again', MARY);
    expect(await people.enrol('BankA', 'again', MARY)).to.deep.equal(first);
    expect(await people.find('again')).to.deep.equal({ identity: first, attributes: MARY });
    const taken = { ...TAKEN, identity: 'again' };
    expect(await refusalOf(people.enrol('BankA', 'again', { ...MARY, roles: ['checker'] }))).to.deep.equal(taken);
    expect(await refusalOf(people.enrol('BankB', 'again', MARY))).to.deep.equal(taken);
  });

  it('tells the names of all its organisations in order', async () => {
    const own = new Wallets();
    const people = own.people(bankA, bankB);
    expect(await people.names()).to.deep.equal([]);
    await people.enrol('BankB', 'bob', MARY);
    await people.enrol('BankA', 'zoe', MARY);
    await people.enrol('BankA', 'amy', MARY);
    expect(await people.names()).to.deep.equal(['amy', 'bob', 'zoe']);
    own.remove();
  });

  it('completes an enrolment that broke off after the registration, again and again', async () => {
    const people = wallets.people(bankA);
    for (let round = 0; round < 3; round += 1) {
      const { certificate } = await people.enrol('BankA', 'lost', MARY);
      expect((await people.find('lost')).identity.certificate).to.equal(certificate);
      rmSync(wallets.fileOf('BankA', 'lost'));
    }
    await bankA.authority.register(bankA.registrar, {
      name: 'registered',
      type: 'client',
      attributes: { 'scf.company': MARY.company, 'scf.roles': MARY.roles.join(','), 'scf.person': MARY.person },
    });
    expect((await people.enrol('BankA', 'registered', MARY)).name).to.equal('registered');
  });

  it('refuses to complete it with other attributes than the authority holds', async () => {
    const people = wallets.people(bankA);
    await people.enrol('BankA', 'forged', { ...MARY, roles: ['viewer'] });
    rmSync(wallets.fileOf('BankA', 'forged'));
    const taken = { ...TAKEN, identity: 'forged' };
    expect(await refusalOf(people.enrol('BankA', 'forged', MARY))).to.deep.equal(taken);
    expect(await refusalOf(people.enrol('BankA', 'founder', MARY))).to.deep.equal({ ...taken, identity: 'founder' });
    expect(await refusalOf(people.enrol('BankA', 'registrar', MARY))).to.deep.equal({ ...taken, identity: 'registrar' });
  });

  it('enrols twenty people at once, and one person asked for twenty times at once a single time', async () => {
    const people = wallets.people(bankA);
    const crowd = Array.from({ length: 20 }, (_, index) => `crowd${index}`);
    const enrolled = await Promise.all(crowd.map((name) => people.enrol('BankA', name, MARY)));
    expect(new Set(enrolled.map(({ certificate }) => certificate)).size).to.equal(20);
    const same = await Promise.all(crowd.map(() => people.enrol('BankA', 'single', MARY)));
    expect(new Set(same.map(({ certificate }) => certificate)).size).to.equal(1);
  });

  it('says that a file of the wallet is damaged, and shows nothing of it', async () => {
    const people = wallets.people(bankA);
    await people.enrol('BankA', 'damaged', MARY);
    writeFileSync(wallets.fileOf('BankA', 'damaged'), '{"identity":{"privateKey":"secret"}}');
    expect(await refusalOf(people.find('damaged'))).to.deep.equal({
      code: 'UNAVAILABLE',
      file: wallets.fileOf('BankA', 'damaged'),
      reason: 'unreadable',
    });
  });
});
