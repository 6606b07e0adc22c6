import type { Wanted } from './chosen';
import type { ConsentMessage, TypedData } from './typedData';

const KEY = 'tierline.place.';

/** Where a signature would count: network, channel and chaincode in one text. */
export function placeOf({ typedData }: Pick<Wanted, 'typedData'>): string {
  if (typedData === null) return '';
  const { channel, chaincode } = typedData.message as ConsentMessage;
  return placeText(typedData, channel, chaincode);
}

const placeText = ({ domain }: TypedData, channel: string, chaincode: string): string => `${domain.salt} ${channel} ${chaincode}`;

/** Where the keys have signed before in this browser; null where they have not. */
export function placeKnown(addresses: readonly string[]): string | null {
  return addresses.map((address) => localStorage.getItem(KEY + address)).find((place) => place !== null) ?? null;
}

/** Remembers where keys signed for the first time: from then on they sign there alone. */
export function rememberPlace(addresses: readonly string[], place: string): void {
  if (placeKnown(addresses) !== null) return;
  for (const address of addresses) localStorage.setItem(KEY + address, place);
}
