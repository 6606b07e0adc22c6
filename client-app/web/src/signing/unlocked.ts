/** How long a key stays open where its owner wants that. */
export const OPEN_MINUTES = 5;
const MINUTE_MS = 60_000;

/** Keys that are open, by address: in this tab's memory alone. */
const open = new Map<string, { readonly privateKey: Uint8Array; readonly timer: ReturnType<typeof setTimeout> }>();

/** Leaves a key open for some minutes. */
export function leaveOpen(address: string, privateKey: Uint8Array): void {
  shut(address);
  open.set(address, { privateKey, timer: setTimeout(() => shut(address), OPEN_MINUTES * MINUTE_MS) });
}

/** A key that is open, or null. */
export const openKey = (address: string): Uint8Array | null => open.get(address)?.privateKey ?? null;

/** Shuts a key, and overwrites it. */
export function shut(address: string): void {
  const found = open.get(address);
  if (found === undefined) return;
  clearTimeout(found.timer);
  found.privateKey.fill(0);
  open.delete(address);
}

/** Shuts all keys: as when their owner signs out. */
export function shutAll(): void {
  for (const address of open.keys()) shut(address);
}
