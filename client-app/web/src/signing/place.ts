import type { TypedData } from './typedData';

const KEY = 'tierline.place.';

/** Where a signature would count: network, channel and chaincode in one text. */
export const placeOf = ({ domain, message: { channel, chaincode } }: TypedData): string => `${domain.salt} ${channel} ${chaincode}`;

/** Where the keys have signed before in this browser; null where they have not. */
export function placeKnown(addresses: readonly string[]): string | null {
  return addresses.map((address) => localStorage.getItem(KEY + address)).find((place) => place !== null) ?? null;
}

/** Says where a key signs from now on: its owner registers it there. */
export const pinPlace = (address: string, place: string): void => localStorage.setItem(KEY + address, place);

/** Remembers where keys signed for the first time: from then on they sign there alone. */
export function rememberPlace(addresses: readonly string[], place: string): void {
  if (placeKnown(addresses) !== null) return;
  for (const address of addresses) pinPlace(address, place);
}
