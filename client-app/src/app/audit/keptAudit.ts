import type { Msp } from '@tierline/chaincode/api';
import type { Session } from '../session';
import { audit } from './audit';
import type { AuditReport } from './auditReport';

/** An audit, and how far it saw. */
export interface KeptReport extends AuditReport {
  /** Blocks that it checked. */
  readonly height: number;
  /** When it was done, RFC 3339 UTC. */
  readonly at: string;
  /** Whether no block has come since. */
  readonly isCurrent: boolean;
}

type Kept = Omit<KeptReport, 'isCurrent'> & { readonly doneMs: number };

/** An audit reads the whole history: it is not done more often than this, milliseconds. */
const INTERVAL_MS = 60_000;

/** Keeps the last audit of an organisation: done again when blocks have come and some time has passed, and never twice at a time. */
export class KeptAudit {
  readonly #kept = new Map<Msp, Kept>();
  readonly #running = new Map<Msp, Promise<Kept>>();

  /** @param now milliseconds since 1970 UTC */
  constructor(private readonly now: () => number) {}

  /** The audit of the session's organisation: the last one, or a new one that is waited for. */
  async of(session: Session): Promise<KeptReport> {
    const { height } = await session.books.position();
    const kept = this.#kept.get(session.identity.msp);
    const isFresh = kept !== undefined && (kept.height === height || this.now() - kept.doneMs < INTERVAL_MS);
    const { doneMs: _done, ...report } = isFresh ? kept : await this.#run(session, height);
    return { ...report, isCurrent: report.height === height };
  }

  async #run(session: Session, height: number): Promise<Kept> {
    const { msp } = session.identity;
    const running = this.#running.get(msp) ?? this.#done(session, height);
    this.#running.set(msp, running);
    try {
      return await running;
    } finally {
      this.#running.delete(msp);
    }
  }

  async #done(session: Session, height: number): Promise<Kept> {
    const report = await audit(session);
    const doneMs = this.now();
    const kept = { ...report, height, at: new Date(doneMs).toISOString(), doneMs };
    this.#kept.set(session.identity.msp, kept);
    return kept;
  }
}
