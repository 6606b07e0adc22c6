import { Fault } from '@tierline/chaincode/api';
import { pglitePool, type OnePglite } from '@tierline/client-app/dist/adapters/sql/pglitePool';
import { expect } from 'chai';
import { errorOf, refusalOf } from './looks';

/** PGlite as far as a pool needs it; what a statement does is decided by its text. */
function played(log: string[], name: string): OnePglite {
  const deaths: Readonly<Record<string, Error>> = {
    abort: Object.assign(new Error('Aborted()'), { name: 'RuntimeError' }),
    panic: Object.assign(new Error('could not write'), { severity: 'PANIC', code: '53100' }),
    refuse: Object.assign(new Error('no such table'), { severity: 'ERROR', code: '42P01' }),
    stumble: new TypeError('a bug'),
  };
  return {
    closed: false,
    query: (async (statement: string) => {
      log.push(`${name} ${statement}`);
      const death = deaths[statement];
      if (death !== undefined) throw death;
      return Promise.resolve({ rows: [{ statement }], affectedRows: 1, fields: [] });
    }) as OnePglite['query'],
    close: () => Promise.resolve(void log.push(`${name} closed`)),
  };
}

describe('the one connection of PGlite', () => {
  const made = (): { readonly log: string[]; readonly pool: ReturnType<typeof pglitePool>; readonly lose: () => void } => {
    const log: string[] = [];
    let isLost = false;
    let opened = 1;
    const reopen = (): Promise<OnePglite> => Promise.resolve(played(log, `opening ${(opened += 1)}`));
    const requireHeld = (): void => {
      if (isLost) throw new Fault('UNAVAILABLE', { reason: 'READ_MODEL', problem: 'HELD' });
    };
    return { log, pool: pglitePool(played(log, 'opening 1'), reopen, requireHeld), lose: () => void (isLost = true) };
  };

  it("is one caller's until he gives it back, in the order in which they asked", async () => {
    const { log, pool } = made();
    const first = await pool.connect();
    const others = ['two', 'three'].map(async (statement) => {
      const client = await pool.connect();
      await client.query(statement, []);
      client.release();
    });
    await first.query('one', []);
    await first.query('one again', []);
    first.release();
    await Promise.all(others);
    expect(log).to.deep.equal(['opening 1 one', 'opening 1 one again', 'opening 1 two', 'opening 1 three']);
  });

  for (const [statement, problem] of [
    ['abort', 'LOST'],
    ['panic', 'DISK_FULL'],
  ] as const) {
    it(`is opened again after PostgreSQL within died of "${statement}"`, async () => {
      const { log, pool } = made();
      const client = await pool.connect();
      expect((await refusalOf(() => client.query(statement, []))).details).to.deep.equal({ reason: 'READ_MODEL', problem });
      client.release();
      const next = await pool.connect();
      expect((await next.query('one', [])).rows).to.deep.equal([{ statement: 'one' }]);
      next.release();
      await pool.end();
      expect(log).to.deep.equal([`opening 1 ${statement}`, 'opening 2 one', 'opening 2 closed']);
    });
  }

  it('stays open after a refused statement and after a bug, which are told as they are', async () => {
    const { log, pool } = made();
    const client = await pool.connect();
    expect(await errorOf(() => client.query('refuse', []))).to.have.property('code', '42P01');
    expect(await errorOf(() => client.query('stumble', []))).to.be.instanceOf(TypeError);
    client.release();
    await (await pool.connect()).query('one', []);
    expect(log.at(-1)).to.equal('opening 1 one');
  });

  it('is given to nobody once another process has taken the folder', async () => {
    const { log, pool, lose } = made();
    lose();
    expect((await refusalOf(() => pool.connect())).details).to.include({ problem: 'HELD' });
    expect((await refusalOf(() => pool.connect())).details).to.include({ problem: 'HELD' });
    expect(log).to.deep.equal([]);
  });
});
