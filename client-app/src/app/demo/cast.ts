import type { NewCompany } from '../founding';
import { onboardCompanies } from '../founding';
import type { Sessions } from '../session';
import type { TierCast } from './tiers';

/** Suppliers of a demonstration on each tier below the first. */
const WIDTH = 2;

/** The suppliers below the first tier, by tier; `extra` would stand one tier too deep. */
export interface Cast {
  readonly tiers: TierCast;
  readonly extra: string;
}

/** Onboards suppliers for the tiers below the first, down to the deepest that a program allows, and one more. */
export async function castTiers(sessions: Sessions, host: string, maxTier: number): Promise<Cast> {
  const tiers = Array.from({ length: maxTier - 1 }, (_tier, depth) =>
    Array.from({ length: WIDTH }, (_place, index) => `TIER${depth + 2}-${String(index + 1).padStart(2, '0')}`),
  );
  const extra = `TIER${maxTier + 1}-01`;
  await onboardCompanies(
    sessions,
    [...tiers.flat(), extra].map((id) => memberOf(id, host)),
  );
  return { tiers, extra };
}

/** A small supplier that the demonstration invents. */
function memberOf(id: string, host: string): NewCompany {
  return {
    id,
    name: `Supplier ${id}`,
    identity: { scheme: 'LOCAL', value: id },
    roles: ['supplier'],
    hostMsp: host,
    sizeClass: 'SMALL',
    group: null,
    parent: null,
  };
}
