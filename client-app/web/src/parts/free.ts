import { useWhole } from '../api/usePages';
import { useSession } from '../session/session';

/** What the reader's company can still pay with or sell, and what a transfer or an ask holds; null while it is being read. */
export interface Free {
  readonly freeMinor: bigint;
  readonly heldMinor: bigint;
}

/** See {@link Free}. What is due is used no more: it waits for its payment. */
export function useFree(): Free | null {
  const { program } = useSession();
  const { rows } = useWhole('/programs/{program}/portfolio');
  if (rows === undefined) return null;
  let [freeMinor, heldMinor] = [0n, 0n];
  for (const { payDate, amountMinor, lockedMinor } of rows) {
    heldMinor += BigInt(lockedMinor);
    if (payDate > program.businessDate) freeMinor += BigInt(amountMinor) - BigInt(lockedMinor);
  }
  return { freeMinor, heldMinor };
}
