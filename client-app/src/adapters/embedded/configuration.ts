import { isDeepStrictEqual } from 'node:util';
import { Fault, type NetworkDefinition } from '@tierline/chaincode/api';
import type { Authority } from '../localCa/localCa';
import type { Configuration } from './records';

const MEND = 'restore the identities folder that belongs to this ledger';

/**
 * The configuration to append so that the ledger follows `network`; null when it already does. Organisations and programs
 * may be added; nothing that exists may go or change.
 * @throws Fault WRONG_STATE naming what was removed or altered; UNAVAILABLE when an organisation's root or peer is not the one
 *   that the ledger knows
 */
export function nextConfiguration(
  current: Configuration | null,
  network: NetworkDefinition,
  authorities: ReadonlyMap<string, Authority>,
): Configuration | null {
  const roots = Object.fromEntries([...authorities].map(([msp, { root }]) => [msp, root.certificate]));
  const peers = Object.fromEntries([...authorities].map(([msp, { peer }]) => [msp, peer.certificate]));
  if (current === null) return { sequence: 1, network, roots, peers };
  assertGrowth(current.network, network);
  for (const { msp } of current.network.organisations) {
    if (current.roots[msp] !== roots[msp] || current.peers[msp] !== peers[msp]) {
      throw new Fault('UNAVAILABLE', { reason: 'AUTHORITY_DIFFERS', msp, mend: MEND });
    }
  }
  const same = isDeepStrictEqual(plain(current.network), plain(network));
  return same ? null : { sequence: current.sequence + 1, network, roots, peers };
}

function assertGrowth(before: NetworkDefinition, after: NetworkDefinition): void {
  for (const field of ['channel', 'chaincode', 'production'] as const) {
    if (before[field] !== after[field]) throw altered(field, String(before[field]));
  }
  for (const organisation of before.organisations) {
    const kept = after.organisations.find(({ msp }) => msp === organisation.msp);
    if (!isDeepStrictEqual(plain(kept), plain(organisation))) throw altered('organisation', organisation.msp);
  }
  for (const program of before.programs) {
    const kept = after.programs.find(({ id }) => id === program.id);
    if (!isDeepStrictEqual(plain(kept), plain(program))) throw altered('program', program.id);
  }
}

/** The value as JSON keeps it, so that a definition from a file equals the stored one. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function altered(what: string, current: string): Fault {
  return new Fault('WRONG_STATE', { what, current, allowed: ['ADD_ORGANISATION', 'ADD_PROGRAM'] });
}
