import { faultIn } from '@tierline/chaincode/api';
import type { NotarisedRoots } from '../../ports/notary';
import { FAILURES, type FailureCode } from '../../proving/failure';
import { committedBy, type Verdict } from '../../proving/verdict';

/**
 * Asks the chain for the notarised roots of a proof that is otherwise valid. What cannot be asked makes it fail: nothing is valid because
 * something could not be checked.
 * @param connect reaches the chain at which the roots are
 */
export async function askChain(verdict: Verdict, connect: (place: NotarisedRoots['place']) => Promise<NotarisedRoots>): Promise<Verdict> {
  if (!verdict.valid) return verdict;
  const { notarised } = verdict;
  if (notarised === null) return failed('NOT_NOTARISED');
  const line = await connect(notarised.place);
  try {
    for (const root of notarised.roots) if (!(await line.holds(root))) return failed('ROOT_UNKNOWN', root.root);
    const asked = { ...notarised, isAsked: true };
    return { ...verdict, notarised: asked, committed: committedBy(asked) };
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    if (fault.code === 'UNAVAILABLE') return failed('RPC_UNREACHABLE');
    return failed(fault.details['condition'] === 'chain-id' ? 'OTHER_CHAIN' : 'OTHER_CONTRACT');
  } finally {
    line.close();
  }
}

function failed(code: FailureCode, detail = ''): Verdict {
  return { valid: false, code, where: 'notary', sentence: detail === '' ? FAILURES[code] : `${FAILURES[code]} (${detail})` };
}
