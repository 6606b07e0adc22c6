import { faultIn } from '@tierline/chaincode/api';

/** With what work is refused: its code and details in one. @throws Error when it is not refused */
export async function refusedBy(work: () => Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  try {
    await work();
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return { code: fault.code, ...fault.details };
  }
  throw new Error('nothing was refused');
}
