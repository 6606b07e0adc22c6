import { createHash } from 'node:crypto';
import { Fault, faultIn } from '@tierline/chaincode/api';
import { freshId } from '../ordering';
import { explain } from '../messages';
import type { Session } from '../session';
import type { Job, JobKind, JobWatch, JobWork } from './job';

/** Jobs that may run at a time, of a company and in all. */
const MAX_OF_COMPANY = 2;
const MAX_IN_ALL = 8;
/** Ended jobs that are kept, of a company and in all. */
const MAX_KEPT_OF_COMPANY = 20;
const MAX_KEPT_IN_ALL = 500;
const KEPT_MS = 3_600_000;
/** Seconds after which somebody may come again who found too many. */
const COME_AGAIN_SECONDS = 5;

/** What a job is to do. */
export interface Ordered {
  readonly kind: JobKind;
  readonly program: string;
  /** The caller's id of his request; null when he gave none. */
  readonly requestId: string | null;
  /** Everything that decides what it does: the same request id with other content is refused. */
  readonly content: unknown;
  readonly work: JobWork;
}

interface Running {
  view: Job;
  readonly owner: string;
  readonly company: string;
  readonly request: string | null;
  readonly contentHash: string;
  isCancelled: boolean;
  endedMs: number | null;
  ending: Promise<void>;
}

/** How jobs tell time and bugs. */
export interface JobsOptions {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told of a bug in a job's work. */
  readonly alarm: (line: string) => void;
}

/**
 * Long work, in the memory of this server. A job belongs to the person who ordered it, and its result is kept for an hour. What a job
 * does it does in whole transactions: a cancelled one, or a server that ends, leaves no half of an item.
 */
export class Jobs {
  readonly #jobs = new Map<string, Running>();

  constructor(private readonly options: JobsOptions) {}

  /**
   * Begins a job; the repeat of a request answers the job that the first one began.
   * @throws Fault TOO_MANY_REQUESTS when as many run as may; REQUEST_REPLAYED_DIFFERENT
   */
  begin(session: Session, ordered: Ordered): Job {
    this.#forget();
    const owner = ownerOf(session);
    const contentHash = hashOf([ordered.kind, ordered.program, ordered.content]);
    const before = [...this.#jobs.values()].find(
      ({ owner: other, request }) => other === owner && request !== null && request === ordered.requestId,
    );
    if (before !== undefined) return repeated(before, contentHash);
    const company = companyOf(session);
    const active = [...this.#jobs.values()].filter(({ endedMs }) => endedMs === null);
    const own = active.filter((each) => each.company === company);
    if (active.length >= MAX_IN_ALL || own.length >= MAX_OF_COMPANY)
      throw new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: COME_AGAIN_SECONDS, limit: MAX_OF_COMPANY });
    const job = this.#begun(ordered, { owner, company, request: ordered.requestId, contentHash });
    job.ending = this.#run(job, ordered.work);
    return job.view;
  }

  /** A job of the caller. @throws Fault NOT_FOUND, also for another person's */
  of(session: Session, id: string): Job {
    return this.#own(session, id).view;
  }

  /** The caller's jobs, newest first. */
  all(session: Session): readonly Job[] {
    this.#forget();
    const owner = ownerOf(session);
    return [...this.#jobs.values()]
      .filter((each) => each.owner === owner)
      .map(({ view }) => view)
      .reverse();
  }

  /** Cancels a job: what it has begun it ends, and begins nothing more; answers once that is so. @throws Fault NOT_FOUND */
  async cancel(session: Session, id: string): Promise<Job> {
    const job = this.#own(session, id);
    job.isCancelled = true;
    await job.ending;
    return job.view;
  }

  /** Cancels all jobs, and answers once they have ended. */
  async close(): Promise<void> {
    for (const job of this.#jobs.values()) job.isCancelled = true;
    await Promise.all([...this.#jobs.values()].map(({ ending }) => ending));
  }

  #own(session: Session, id: string): Running {
    this.#forget();
    const found = this.#jobs.get(id);
    if (found === undefined || found.owner !== ownerOf(session)) throw new Fault('NOT_FOUND', { kind: 'job', id });
    return found;
  }

  #begun({ kind, program }: Ordered, whose: Pick<Running, 'owner' | 'company' | 'request' | 'contentHash'>): Running {
    const job = freshId('JOB');
    const startedAt = this.#time();
    const view: Job = { job, kind, program, state: 'RUNNING', done: 0, of: 0, startedAt, endedAt: null, result: null, problem: null };
    const running: Running = { ...whose, view, isCancelled: false, endedMs: null, ending: Promise.resolve() };
    this.#jobs.set(job, running);
    return running;
  }

  async #run(job: Running, work: JobWork): Promise<void> {
    const watch: JobWatch = {
      expect: (of) => void (job.view = { ...job.view, of }),
      done: (items) => void (job.view = { ...job.view, done: job.view.done + items }),
      get isCancelled() {
        return job.isCancelled;
      },
    };
    try {
      const result = await work(watch);
      const isWhole = job.view.done >= job.view.of;
      job.view = { ...job.view, state: job.isCancelled && !isWhole ? 'CANCELLED' : 'DONE', result };
    } catch (error) {
      job.view = { ...job.view, state: 'FAILED', problem: this.#problemOf(job, error) };
    }
    job.view = { ...job.view, endedAt: this.#time() };
    job.endedMs = this.options.now();
  }

  #problemOf({ view: { kind } }: Running, error: unknown): Job['problem'] {
    const fault = faultIn(error);
    if (fault !== null) return { code: fault.code, details: fault.details, detail: explain(fault) };
    this.options.alarm(`a job ${kind}: ${error instanceof Error ? error.message : String(error)}`);
    const bug = new Fault('UNAVAILABLE', { reason: 'JOB' });
    return { code: bug.code, details: bug.details, detail: explain(bug) };
  }

  /** Drops what ended long ago, and the oldest of what is too much. */
  #forget(): void {
    const oldest = this.options.now() - KEPT_MS;
    const ended = [...this.#jobs].filter(([, { endedMs }]) => endedMs !== null).reverse();
    const kept = new Map<string, number>();
    for (const [index, [id, { endedMs, company }]] of ended.entries()) {
      const count = (kept.get(company) ?? 0) + 1;
      kept.set(company, count);
      if ((endedMs ?? 0) < oldest || index >= MAX_KEPT_IN_ALL || count > MAX_KEPT_OF_COMPANY) this.#jobs.delete(id);
    }
  }

  #time(): string {
    return new Date(this.options.now()).toISOString();
  }
}

function repeated({ view, contentHash }: Running, wanted: string): Job {
  if (contentHash !== wanted) throw new Fault('REQUEST_REPLAYED_DIFFERENT', { differs: ['body'] });
  return view;
}

const companyOf = ({ identity: { msp }, attributes: { company } }: Session): string => `${msp}/${company}`;
const ownerOf = (session: Session): string => `${companyOf(session)}/${session.identity.name}`;
const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');
