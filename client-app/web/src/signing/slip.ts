import { SigningRefusal } from './refusal';
import type { Owner } from './registering';

/** A new key as its owner hands it to a colleague whose key vouches for it. */
export interface Slip extends Owner {
  /** The new key's own signature over its registration. */
  readonly possession: string;
}

const FIELDS = ['company', 'person', 'address', 'possession'] as const;
const MOST_CHARACTERS = 2_000;

/** A slip as text to be sent: nothing in it is secret. */
export const slipText = (slip: Slip): string => JSON.stringify(slip, [...FIELDS], 1);

/** A slip that was received. @throws SigningRefusal NOT_A_SLIP */
export function slipIn(text: string): Slip {
  try {
    if (text.length > MOST_CHARACTERS) throw new SigningRefusal('NOT_A_SLIP');
    const told = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const [company, person, address, possession] = FIELDS.map((name) => told[name]);
    if ([company, person, address, possession].every((value) => typeof value === 'string'))
      return { company, person, address, possession } as Slip;
  } catch {
    throw new SigningRefusal('NOT_A_SLIP');
  }
  throw new SigningRefusal('NOT_A_SLIP');
}
