import { join } from 'node:path';
import { withNodeClock } from '@tierline/chaincode';
import type { Msp } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { openEmbedded } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { withFolder } from './folder';
import { OneKeyContract } from './fabric/baseline';
import { perSecond } from './timing';

/** The network file of the project. */
export const NETWORK = readNetworkFile(join(__dirname, '../../../network/network.yaml'));

/** Those who endorse a program's steps, in an order in which the first two satisfy the chaincode's policy. */
const ENDORSERS: readonly Msp[] = ['OperatorMSP', 'CoreMSP', 'RegulatorMSP', 'BankAMSP', 'BankBMSP'];
/** Transactions of one measurement. */
const BURST = 200;

/** A ledger of its own whose only contract writes one key. */
export interface Yardstick {
  /** Its transactions per second with so many endorsers and callers. */
  rate(endorsers: number, callers: number): Promise<number>;
}

/** Runs work beside a yardstick. */
export function withYardstick<T>(work: (yardstick: Yardstick) => Promise<T>): Promise<T> {
  return withFolder(async (directory) => {
    const host = await openEmbedded({ directory, network: NETWORK, contracts: [OneKeyContract], withNodeClock });
    try {
      const ledger = host.connect(
        await host.identities.enrol('OperatorMSP', 'bench', { company: 'BENCH', roles: ['maker'], person: 'bench' }),
      );
      const write = (endorsers: readonly Msp[]) => () => ledger.submit('yardstick:write', { text: 'one key' }, endorsers);
      return await work({
        rate: (endorsers, callers) => {
          const count = callers === 1 ? BURST / 4 : BURST;
          return perSecond(
            callers,
            Array.from({ length: count }, () => write(ENDORSERS.slice(0, Math.max(2, endorsers)))),
          );
        },
      });
    } finally {
      await host.close();
    }
  });
}
