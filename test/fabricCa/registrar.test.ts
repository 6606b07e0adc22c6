import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Authority } from '@tierline/client-app/dist/adapters/fabricCa/authority';
import { enrolApplication } from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';
import type { Registration } from '@tierline/client-app/dist/adapters/fabricCa/registration';
import { expect } from 'chai';
import { founded, programOrSkip, refusalOf, Wallets, type Organisation } from './offices';

const PERSON = { company: 'STEELCO', roles: ['maker'], person: 'mary' };
const CLIENT: Registration = { name: 'somebody', type: 'client', attributes: {} };
const REFUSED = { code: 'NOT_AUTHORISED', msp: 'BankA', reason: 'AUTHORITY_REFUSED' };

/** What the registrar of people must not be able to register. */
const BEYOND: Readonly<Record<string, Partial<Registration>>> = {
  'a peer': { type: 'peer' },
  'an orderer': { type: 'orderer' },
  'an administrator': { type: 'admin' },
  'an application, which may read full blocks': { affiliation: 'app' },
  'somebody of the whole organisation': { affiliation: '.' },
  'another registrar': { registrarOf: { units: ['client'], attributes: ['scf.company'] } },
  'somebody who may revoke': { attributes: { 'hf.Revoker': 'true' } },
  'somebody who may make authorities': { attributes: { 'hf.IntermediateCA': 'true' } },
  'somebody with another attribute': { attributes: { 'scf.company': 'STEELCO', 'scf.office': 'x' } },
  'somebody whose certificate names another unit': { attributes: { 'hf.Type': 'admin' } },
};

describe('the registrar of people at a Fabric CA', function () {
  this.timeout(60_000);
  const wallets = new Wallets();
  let program: string;
  let bankA: Organisation;

  before(async function () {
    program = programOrSkip(this);
    bankA = await founded(program, 'BankA');
  });

  after(async () => {
    await bankA?.server.stop();
    wallets.remove();
  });

  for (const [whom, beyond] of Object.entries(BEYOND))
    it(`cannot register ${whom}`, async () => {
      expect(await refusalOf(bankA.authority.register(bankA.registrar, { ...CLIENT, ...beyond }))).to.deep.equal(REFUSED);
    });

  it('cannot be a person, who has no such right at all', async () => {
    const person = await wallets.people(bankA).enrol('BankA', 'person', PERSON);
    expect(await refusalOf(bankA.authority.register(person, CLIENT))).to.deep.equal(REFUSED);
  });

  it('cannot be of another organisation, nor be led to the authority of another', async () => {
    const bankB = await founded(program, 'BankB');
    try {
      expect(await refusalOf(bankA.authority.register(bankB.registrar, CLIENT))).to.deep.equal(REFUSED);
      const led = new Authority({ ...bankA.server.address, url: bankB.server.address.url }, 'BankA');
      expect(await refusalOf(led.enrol(bankA.server.founder))).to.include({ code: 'UNAVAILABLE', reason: 'AUTHORITY', msp: 'BankA' });
    } finally {
      await bankB.server.stop();
    }
  });

  it('cannot give a new secret to the application, of whom he knows all', async () => {
    await enrolApplication(bankA.authority, bankA.founder, 'app.BankA');
    expect(await refusalOf(bankA.authority.register(bankA.registrar, { ...CLIENT, name: 'app.BankA' }))).to.include({
      code: 'WRONG_STATE',
    });
  });

  it('cannot be one without a certificate, or with the key of another', async () => {
    for (const change of [{ certificate: 'none' }, { privateKey: bankA.founder.privateKey }])
      expect(await refusalOf(bankA.authority.register({ ...bankA.registrar, ...change }, CLIENT))).to.deep.equal({
        code: 'NOT_AUTHORISED',
        msp: 'BankA',
        name: 'registrar',
        reason: 'WRONG_KEY',
      });
  });

  it('gives secrets that work as often as they are meant to, and a wrong one is refused without showing it', async () => {
    const secret = await bankA.authority.register(bankA.registrar, { ...CLIENT, name: 'once' });
    expect(await refusalOf(bankA.authority.enrol({ name: 'once', secret: 'wrong' }))).to.deep.equal(REFUSED);
    await bankA.authority.enrol({ name: 'once', secret });
    expect(await refusalOf(bankA.authority.enrol({ name: 'once', secret }))).to.deep.equal(REFUSED);
  });
});

describe('a Fabric CA that does not answer', function () {
  this.timeout(60_000);
  const sockets: Socket[] = [];
  let silent: Server;
  let bankA: Organisation;

  before(async function () {
    bankA = await founded(programOrSkip(this), 'BankA');
    await bankA.server.halt();
    silent = createServer((socket) => sockets.push(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });

  after(async () => {
    for (const socket of sockets) socket.destroy();
    silent?.close();
    await bankA?.server.stop();
  });

  it('is unavailable at once when nobody listens, and enrols when it is back', async () => {
    const wallets = new Wallets();
    const people = wallets.people(bankA);
    expect(await refusalOf(people.enrol('BankA', 'patient', PERSON))).to.deep.equal({
      code: 'UNAVAILABLE',
      reason: 'AUTHORITY',
      msp: 'BankA',
      problem: 'ECONNREFUSED',
    });
    await bankA.server.restart();
    expect((await people.enrol('BankA', 'patient', PERSON)).name).to.equal('patient');
    wallets.remove();
  });

  it('is unavailable after the time that was set when it says nothing', async () => {
    const { port } = silent.address() as AddressInfo;
    const authority = new Authority({ ...bankA.server.address, url: `https://127.0.0.1:${port}` }, 'BankA', 300);
    const started = performance.now();
    expect(await refusalOf(authority.register(bankA.registrar, CLIENT))).to.deep.equal({
      code: 'UNAVAILABLE',
      reason: 'AUTHORITY',
      msp: 'BankA',
      problem: 'TIMED_OUT',
    });
    expect(performance.now() - started).to.be.within(290, 3_000);
  });
});
