import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, withNodeClock } from '@tierline/chaincode';
import { openEmbedded, type EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { expect } from 'chai';
import { refused } from '../support/refused';
import { NETWORK, supplier, TEST_NOW_MS } from '../support/world';

const MINUTE_MS = 60_000;

describe('a transaction’s timestamp is near the clock of each endorsing node', function () {
  this.timeout(20_000);
  const directory = mkdtempSync(join(tmpdir(), 'tierline-clock-'));
  let host: EmbeddedHost;

  before(async () => {
    host = await openEmbedded({
      directory,
      network: NETWORK,
      contracts,
      withNodeClock,
      now: () => TEST_NOW_MS,
      clockShiftMs: { OperatorMSP: 4 * MINUTE_MS, RegulatorMSP: -4 * MINUTE_MS, CoreMSP: 6 * MINUTE_MS, BankAMSP: -6 * MINUTE_MS },
    });
  });
  after(async () => {
    await host.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const input = {
    requestId: 'FOUNDING',
    companies: [
      supplier('OPERATOR-01', { roles: ['operator'] }),
      supplier('REGULATOR-01', { roles: ['regulator'], hostMsp: 'RegulatorMSP' }),
    ],
  };
  const operator = async () =>
    host.connect(
      await host.identities.enrol('OperatorMSP', 'maker@OPERATOR-01', { company: 'OPERATOR-01', roles: ['maker'], person: 'maker' }),
    );

  it('four minutes before or behind are accepted', async () => {
    const ledger = await operator();
    for (const at of ['OperatorMSP', 'RegulatorMSP', 'BankBMSP']) {
      expect(await ledger.evaluate('company:found', input, { at }), at).to.include({ count: 2 });
    }
  });

  it('six minutes before or behind are refused', async () => {
    const ledger = await operator();
    for (const at of ['CoreMSP', 'BankAMSP']) {
      const fault = await refused(ledger.evaluate('company:found', input, { at }));
      expect([fault.code, fault.details['condition']], at).to.deep.equal(['CONDITION_UNMET', 'clock']);
    }
  });

  it('one endorser whose clock is off stops the transaction', async () => {
    const fault = await refused((await operator()).submit('company:found', input, ['OperatorMSP', 'CoreMSP']));
    expect(['ENDORSEMENT_MISMATCH', 'CONDITION_UNMET']).to.include(fault.code);
  });
});
