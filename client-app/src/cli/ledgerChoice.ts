import { resolve } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { refuseTyped } from '../app/typed';
import type { Input } from './input';
import type { Surroundings } from './io';

const DEFAULT_NETWORK = '.tierline-network';

/** The ledger that a command line means. */
export type LedgerChoice =
  | { readonly kind: 'embedded' }
  /** `organisation` null where none is named: a command of one organisation's application refuses that. */
  | { readonly kind: 'fabric'; readonly directory: string; readonly organisation: string | null };

/** The ledger that is named by --ledger, --org and --network-dir, or by the environment. @throws Fault MALFORMED */
export function ledgerChoice(input: Input, { environment, folder }: Surroundings): LedgerChoice {
  const named = (option: string, variable: string): string | null => input.text(option) ?? (environment[variable] || null);
  const kind = named('ledger', 'TIERLINE_LEDGER') ?? 'embedded';
  if (kind === 'embedded') return { kind };
  if (kind !== 'fabric') throw refuseTyped('--ledger', kind, 'embedded or fabric');
  const directory = resolve(folder, named('network-dir', 'TIERLINE_NETWORK') ?? DEFAULT_NETWORK);
  return { kind, directory, organisation: named('org', 'TIERLINE_ORG') };
}

/** The organisation that is named. @throws Fault MALFORMED */
export function organisationOf({ organisation }: LedgerChoice & { readonly kind: 'fabric' }): string {
  if (organisation === null)
    throw new Fault('MALFORMED', { field: '--org', reason: 'MISSING', mend: 'say whose application this is, as --org BankA' });
  return organisation;
}
