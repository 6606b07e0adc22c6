import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Json } from '@tierline/client-app/dist/ports/ledger';
import { expect } from 'chai';
import { GoldenLedger, readableJson, type GoldenCall } from '../support/goldenLedger';
import { GOLDEN_STEPS } from '../support/goldenSteps';
import { NETWORK } from '../support/world';

const FOLDER = join(__dirname, '../../contracts/golden');
const UPDATES = process.env['UPDATE_GOLDEN'] === '1';

const fileOf = (transaction: string): string => `${transaction.replace(':', '.')}.json`;
const hostOf = (company: string): string => NETWORK.organisations.find(({ name }) => company === `${name}-01`)?.msp ?? 'OperatorMSP';

describe('what every transaction writes', function () {
  this.timeout(60_000);
  const calls = new Map<string, GoldenCall>();
  const names = Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract).map(({ name }) => name));

  before(async () => {
    const ledger = await GoldenLedger.open();
    try {
      for (const step of GOLDEN_STEPS) {
        const call = await ledger.run(step, hostOf);
        if (step.golden) calls.set(step.transaction, call);
      }
    } finally {
      await ledger.close();
    }
  });

  it('is kept in one golden file for each transaction, and no other file is kept', () => {
    if (UPDATES) for (const [name, call] of calls) writeFileSync(join(FOLDER, fileOf(name)), `${readableJson(call as unknown as Json)}\n`);
    expect([...calls.keys()]).to.have.members(names);
    expect(readdirSync(FOLDER)).to.have.members(names.map(fileOf));
  });

  for (const name of names) {
    it(`${name} writes what its golden file holds`, () => {
      expect(`${readableJson(calls.get(name) as unknown as Json)}\n`).to.equal(readFileSync(join(FOLDER, fileOf(name)), 'utf8'));
    });
  }
});
