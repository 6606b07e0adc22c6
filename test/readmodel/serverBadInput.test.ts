import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { explain } from '@tierline/client-app/dist/app/messages';
import { openReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import { unavailable } from '@tierline/client-app/dist/adapters/sql/sqlFaults';
import { expect } from 'chai';
import { postgresUser } from '../support/postgres';
import { SmallDisk } from '../support/smallDisk';
import { describeOnPostgres } from './clusters';
import { keepRefusals, refusalOf } from './looks';

const DISK_MEGABYTES = 64;
const ENDING_TIMEOUT_MS = 20_000;
const SECRET = 'hunter2-hunter2';

/** Addresses that are none of a database. */
const MALFORMED = [
  '',
  ' ',
  'localhost',
  'tierline',
  `mysql://me:${SECRET}@localhost/tierline`,
  `http://me:${SECRET}@localhost:5432/tierline`,
  `postgres://me:${SECRET}@localhost:notaport/tierline`,
  `postgres://me:${SECRET}@localhost:99999/tierline`,
  `postgres://me:${SECRET}@localhost:5432`,
  `postgres://me:${SECRET}@localhost:5432/`,
  `postgres//me:${SECRET}@localhost/tierline`,
];

/** Opens a read model that cannot be had: the problem, told in one line without the password. */
async function problemOf(databaseUrl: string): Promise<unknown> {
  const refusal = await refusalOf(() => openReadModel({ databaseUrl }));
  expect(refusal.code).to.equal('UNAVAILABLE');
  expect(refusal.details['reason']).to.equal('READ_MODEL');
  const told = explain(refusal);
  expect(told).to.match(/^[A-Z][^\n]+\.$/);
  const everything = `${told} ${refusal.message} ${refusal.stack} ${JSON.stringify(refusal.details)}`;
  expect(everything).not.to.contain(SECRET).and.not.to.contain('wrong-password').and.not.to.contain('right-password');
  return refusal.details['problem'];
}

describe('the address of a database', () => {
  for (const address of MALFORMED) {
    it(`"${address.replace(SECRET, '...')}" is refused as malformed`, async () => {
      expect(await problemOf(address)).to.equal('MALFORMED_URL');
    });
  }

  it('of a host that does not exist is refused as unreachable', async () => {
    expect(await problemOf(`postgres://me:${SECRET}@no-such-host.invalid:5432/tierline`)).to.equal('UNREACHABLE');
  });

  it('of a port on which nothing listens is refused as unreachable', async () => {
    expect(await problemOf(`postgres://me:${SECRET}@127.0.0.1:1/tierline`)).to.equal('UNREACHABLE');
  });

  it('of a server that says nothing is given up after five seconds', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const started = Date.now();
    try {
      expect(await problemOf(`postgres://me:${SECRET}@127.0.0.1:${(silent.address() as AddressInfo).port}/tierline`)).to.equal(
        'UNREACHABLE',
      );
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
    expect(Date.now() - started).to.be.within(4_000, 15_000);
  });
});

describe('the errors of databases', () => {
  for (const [code, problem] of [
    ['53100', 'DISK_FULL'],
    ['ENOSPC', 'DISK_FULL'],
    ['57P01', 'LOST'],
    ['08006', 'LOST'],
    ['ECONNRESET', 'LOST'],
    ['53300', 'BUSY'],
    ['40P01', 'BUSY'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NO_TLS'],
  ] as const) {
    it(`${code} is told as ${problem}`, () => {
      expect(unavailable(Object.assign(new Error('as the driver says'), { code }))?.details).to.deep.equal({
        reason: 'READ_MODEL',
        problem,
      });
    });
  }

  it('that are bugs of ours stay errors', () => {
    expect(unavailable(Object.assign(new Error('syntax error'), { code: '42601' }))).to.equal(null);
    expect(unavailable(new TypeError('undefined is not a function'))).to.equal(null);
  });
});

describeOnPostgres('a PostgreSQL server', (cluster) => {
  it('that refuses the password says so', async () => {
    expect(await problemOf(cluster().url({ password: 'wrong-password' }))).to.equal('WRONG_PASSWORD');
    expect(await problemOf(cluster().url({ user: 'nobody' }))).to.equal('WRONG_PASSWORD');
  });

  it('is not asked without a password when it wants one', async () => {
    expect(await problemOf(`postgres://tierline@127.0.0.1:${cluster().port}/tierline`)).to.equal('WRONG_PASSWORD');
  });

  it('that refuses a program does not keep it from ending', () => {
    const module = require.resolve('@tierline/client-app/dist/adapters/sql/openReadModel');
    const databaseUrl = `postgres://tierline@127.0.0.1:${cluster().port}/tierline`;
    const program = `require('${module}').openReadModel({ databaseUrl: '${databaseUrl}' }).catch(({ details }) => console.log(details.problem))`;
    expect(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: ENDING_TIMEOUT_MS })).to.equal('WRONG_PASSWORD\n');
  });

  it('without the database says so', async () => {
    expect(await problemOf(cluster().url({ database: 'absent' }))).to.equal('NO_DATABASE');
  });

  it('that knows no encryption refuses a connection that must be encrypted', async () => {
    expect(await problemOf(`${cluster().url()}?sslmode=verify-full`)).to.equal('NO_TLS');
  });

  it('whose role may not create the schema says so, and one that was given it works', async () => {
    await cluster().sql(`create role guest login password 'right-password'`);
    expect(await problemOf(cluster().url({ user: 'guest' }))).to.equal('NO_RIGHT');
    await cluster().sql('create schema tierline authorization guest', 'tierline');
    const model = await openReadModel({ databaseUrl: cluster().url({ user: 'guest' }) });
    expect((await model.store.position()).height).to.equal(0);
    await model.close();
    expect(await problemOf(cluster().url())).to.equal('NO_RIGHT');
    await cluster().sql('drop schema tierline cascade', 'tierline');
  });

  it('on a full disk says so, and goes on once there is room', async function () {
    const disk = SmallDisk.mount(DISK_MEGABYTES, postgresUser());
    if (disk === null) return this.skip();
    try {
      await cluster().sql(`create tablespace small owner tierline location '${disk.folder}'`);
      await cluster().sql('create database crowded owner tierline tablespace small');
      const model = await openReadModel({ databaseUrl: cluster().url({ database: 'crowded' }) });
      const makeRoom = disk.fill();
      const refusal = await refusalOf(() => keepRefusals(model.database, 1_000));
      expect(refusal.details).to.deep.equal({ reason: 'READ_MODEL', problem: 'DISK_FULL' });
      makeRoom();
      await keepRefusals(model.database, 1_000);
      await model.close();
      await cluster().sql('drop database crowded');
      await cluster().sql('drop tablespace small');
    } finally {
      disk.unmount();
    }
  });
});
