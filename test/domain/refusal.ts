import { Fault } from '@tierline/chaincode/api';

/** The code and details with which the work is refused; 'not refused' when it is not. Any other error goes on. */
export function refusal(work: () => unknown): { readonly code: string; readonly details: unknown } | 'not refused' {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { code: error.code, details: error.details };
  }
  return 'not refused';
}
