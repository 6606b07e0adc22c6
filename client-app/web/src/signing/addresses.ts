const GROUP = 4;
const SHOWN = 6;

/** An address in groups of four, so that two people can compare it over the telephone. */
export const grouped = (address: string): readonly string[] => ['0x', ...(address.slice(2).match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [])];

/** Beginning and end of an address. */
export const shortAddress = (address: string): string => `${address.slice(0, SHOWN)}…${address.slice(-GROUP)}`;
