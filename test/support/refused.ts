import { Fault, faultIn } from '@tierline/chaincode/api';

/** The fault with which the work was refused. @throws Error when it was not; any other error goes on */
export async function refused(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return fault;
  }
  throw new Error('nothing was refused');
}

/** The code of the refusal; 'DONE' when nothing was refused. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return fault.code;
  }
  return 'DONE';
}

/** The conditions that a refusal of a batch names, by item; or its own code. */
export function itemsOf(fault: Fault): unknown {
  return fault.details['items'] ?? fault.code;
}
