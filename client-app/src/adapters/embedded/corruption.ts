import { Fault, type FaultDetails } from '@tierline/chaincode/api';

const MEND = 'restore the directory from a backup, or move it away and start anew';
const TEXT_LIMIT = 200;

/** The refusal of a store whose content is not what was committed: UNAVAILABLE with `reason` CORRUPT, `what` and `mend`. */
export function corrupt(what: string, details: FaultDetails = {}): Fault {
  return new Fault('UNAVAILABLE', { reason: 'CORRUPT', what, ...details, mend: MEND });
}

/** Runs a check of the store; whatever it throws that is not a fault becomes the refusal of a corrupt store. */
export async function checkingStore<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw corrupt('UNREADABLE', { problem: String(error).slice(0, TEXT_LIMIT) });
  }
}
