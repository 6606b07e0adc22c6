import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApplication, openApplications } from '@tierline/client-app/dist/main';
import { MSP_FILES } from '@tierline/network/dist/files/mspFiles';
import { Layout } from '@tierline/network/dist/layout';
import { expect } from 'chai';
import { ENDED_2021 } from '../../support/endedCertificate';
import { fabricMissing } from '../../support/fabricNetwork';
import { FabricWorld } from '../../support/fabricWorld';
import { confirmed } from '../../support/world';
import { alive, CommandLine, pidsOf } from './commandLine';

const FIRST_PORT = 31_200;
/** What a making of a network says, in order. */
const PLACES = ['certificate authorities', 'peers started', 'channel tierline', 'runs at', 'is approved'] as const;
const NODES = 20;

describe('the making of a network', function () {
  this.timeout(400_000);
  let line: CommandLine;
  let layout: Layout;

  before(async function () {
    const missing = await fabricMissing();
    if (missing !== null) {
      console.log(`      not run: ${missing}`);
      this.skip();
    }
    line = await CommandLine.at(FIRST_PORT, 'a folder with spaces');
    layout = new Layout(line.directory);
  });
  after(() => line?.end());

  it('that is broken off early leaves nothing behind when it is cleaned', async () => {
    await line.killedAt(PLACES[0], 'up', '--file', line.networkFile);
    const pids = Object.values(pidsOf(await line.nodes()));
    expect(alive(pids)).to.have.length.above(4);
    await line.done('clean');
    expect(alive(pids)).to.deep.equal([]);
    expect(existsSync(line.directory)).to.equal(false);
  });

  it('that is ended by Ctrl-C says how it goes on, and what runs is ended by down', async () => {
    const { code, err } = await line.endedAt(PLACES[1], 'SIGINT', 'up', '--file', line.networkFile);
    expect(code).to.equal(130);
    expect(err.trim().split('\n').at(-1)).to.match(
      /broken off: the same command goes on from here, and "npm run network -- down" ends what runs$/,
    );
    const pids = Object.values(pidsOf(await line.nodes()));
    expect(alive(pids)).to.have.length.above(10);
    await line.done('down');
    expect(alive(pids)).to.deep.equal([]);
  });

  it('that is broken off again and again comes to its end', async () => {
    for (const place of PLACES) await line.killedAt(place, 'up', '--file', line.networkFile);
    const { code, err } = await line.up();
    expect(code, err).to.equal(0);
    expect(Object.keys(pidsOf(await line.nodes()))).to.have.length(NODES);
    const people = await openApplications(line.directory);
    expect(await people.sessions.users()).to.have.length(10);
    await people.close();
  });

  it('is done once: up again starts nothing', async () => {
    const before = pidsOf(await line.nodes());
    const { code } = await line.run('up');
    expect(code).to.equal(0);
    expect(pidsOf(await line.nodes())).to.deep.equal(before);
  });

  it('is found well by the doctor, who names a node that is down and a file that is wrong, with the mend', async () => {
    const { code, out } = await line.run('doctor');
    expect(code, out).to.equal(0);
    expect(out.split('\n').every((each) => each.startsWith('PASS  '))).to.equal(true);
    await line.done('node', 'stop', 'peer.bank-b');
    const core = join(layout.peerOf('CoreMSP').folder, 'core.yaml');
    await writeFile(core, (await readFile(core, 'utf8')).replace('TimeWindowCheck', 'NoCheck'));
    const told = await line.run('doctor', '--json');
    expect(told.code).to.equal(2);
    const { checks } = JSON.parse(told.out) as {
      readonly checks: readonly { name: string; result: string; found: string; mend: string }[];
    };
    const failed = checks.filter(({ result }) => result === 'FAIL');
    expect(failed.map(({ name }) => name)).to.deep.equal(['old proposals', 'nodes', 'health']);
    expect(failed.map(({ found }) => found)).to.deep.equal([
      'peer.core',
      'peer.bank-b is down',
      `peer.bank-b does not answer on port ${FIRST_PORT + 132}`,
    ]);
    expect(failed.every(({ mend }) => mend !== '')).to.equal(true);
    await line.done('node', 'start', 'peer.bank-b');
  });

  it('every kind of node can be stopped and started by its name', async () => {
    for (const name of ['orderer1', 'ca.bank-a', 'chaincode.bank-a']) {
      expect((await line.done('node', 'stop', name)).out).to.equal(`Ended: ${name}.`);
      expect((await line.run('status')).code, name).to.equal(2);
      await line.done('node', 'start', name);
    }
    expect((await line.run('status')).code).to.equal(0);
  });

  it('an application whose profile names another organisation is refused by file and field', async () => {
    const { profile } = layout.application('BankAMSP');
    const text = await readFile(profile, 'utf8');
    await writeFile(profile, text.replace('"msp": "BankAMSP"', '"msp": "BankBMSP"'));
    const error = await openApplication({ directory: line.directory, organisation: 'BankA' }).catch((thrown: unknown) => thrown);
    expect(error).to.deep.include({ code: 'MALFORMED' });
    expect((error as { details: object }).details).to.include({ file: profile, field: 'msp', value: 'BankBMSP' });
    await writeFile(profile, text);
  });

  it('refuses a certificate that has ended, and gets another when it is told how', async () => {
    await line.done('down');
    const { certificate } = layout.peerOf('CoreMSP').tls;
    await writeFile(certificate, ENDED_2021);
    const told = await line.run('up');
    expect(told.code).to.equal(3);
    expect(told.err).to.contain('The certificate of peer.core ended on 2021-01-01').and.contain(certificate);
    expect(pidsOf(await line.nodes())).to.deep.equal({});
    await rm(join(layout.peerOf('CoreMSP').msp, MSP_FILES.certificate));
    const { code, err } = await line.run('up');
    expect(code, err).to.equal(0);
    expect(await readFile(certificate, 'utf8')).not.to.equal(ENDED_2021);
    expect((await line.run('doctor')).code).to.equal(0);
    const people = await openApplications(line.directory);
    const world = new FabricWorld(people.sessions);
    await world.settle();
    await confirmed(world, 'RENEWED', [500_000n]);
    await people.close();
  });

  it('ends everything by down, and clean leaves no file', async () => {
    const pids = Object.values(pidsOf(await line.nodes()));
    expect(alive(pids)).to.have.length(NODES);
    await line.done('down');
    expect(alive(pids)).to.deep.equal([]);
    await line.done('clean');
    expect(existsSync(line.directory)).to.equal(false);
  });
});
