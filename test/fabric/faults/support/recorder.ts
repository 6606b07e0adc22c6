import { faultIn, type Fault } from '@tierline/chaincode/api';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { Committed, Ledger } from '@tierline/client-app/dist/ports/ledger';

/** What a client was told of one call to the ledger. */
export interface Attempt {
  /** The client's request id. */
  readonly request: string;
  /** `contract:method`. */
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly startedMs: number;
  readonly endedMs: number;
  /** UNKNOWN: it was ordered, perhaps, and nobody saw it committed in time. */
  readonly ending: 'ACKNOWLEDGED' | 'REFUSED' | 'UNKNOWN';
  /** The fault's code; null when it was acknowledged. */
  readonly code: string | null;
  /** Null for a refusal before it was ordered. */
  readonly transactionId: string | null;
  /** The transaction that first applied the request, as the contract answers; null unless it was acknowledged. */
  readonly applied: string | null;
}

/** Takes down what clients are told of each of their calls, those that are tried again included. */
export class Recorder {
  readonly attempts: Attempt[] = [];

  /** The same session, whose calls are taken down under a request id. */
  recorded(session: Session, request: string): Session {
    const ledger = new Proxy(session.ledger, {
      get: (real, name: keyof Ledger) => {
        if (name !== 'submit') return typeof real[name] === 'function' ? (real[name] as () => unknown).bind(real) : real[name];
        return (...call: Parameters<Ledger['submit']>) => this.#taken(request, call[0], real.submit(...call));
      },
    });
    return { ...session, ledger };
  }

  /** When the first transaction was acknowledged that was begun after a moment; null when none was. */
  firstAfter(momentMs: number): number | null {
    const ends = this.attempts
      .filter(({ ending, startedMs }) => ending === 'ACKNOWLEDGED' && startedMs >= momentMs)
      .map(({ endedMs }) => endedMs);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  async #taken(request: string, name: string, call: Promise<Committed>): Promise<Committed> {
    const startedMs = Date.now();
    const note = (told: Pick<Attempt, 'ending' | 'code' | 'transactionId' | 'applied'>): void => {
      this.attempts.push({ request, name, startedMs, endedMs: Date.now(), ...told });
    };
    try {
      const committed = await call;
      const { transaction } = committed.result as { readonly transaction: string };
      note({ ending: 'ACKNOWLEDGED', code: null, transactionId: committed.transactionId, applied: transaction });
      return committed;
    } catch (error) {
      const fault = faultIn(error);
      if (fault !== null) note(refusalOf(fault));
      throw error;
    }
  }
}

function refusalOf({ code, details: { transactionId } }: Fault): Pick<Attempt, 'ending' | 'code' | 'transactionId' | 'applied'> {
  const ending = code === 'COMMIT_UNKNOWN' ? 'UNKNOWN' : 'REFUSED';
  return { ending, code, transactionId: typeof transactionId === 'string' ? transactionId : null, applied: null };
}
