import { faultIn, type Fault } from '@tierline/chaincode/api';
import type { NotaryPhase, NotaryReport } from '../../ports/notary';
import { explain } from '../messages';
import type { Notary, NotaryParts } from './notary';

/** Looks after a failure come ever more seldom, up to so many intervals apart. */
const MAX_BACK_OFF = 16;
const FEES_TOLD = 'the chain asks for more than the fee limit of the settings allows: nothing is sent until it asks for less';

/** Takes one turn of a notary after the other. A turn that fails holds nothing up but the next one. */
export class NotaryRun {
  #fault: Fault | null = null;
  #failures = 0;
  #faults = 0;
  #told = '';
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly notary: Notary,
    private readonly parts: Pick<NotaryParts, 'alarm' | 'chain' | 'settings'>,
  ) {}

  /** Begins; nobody waits for it. */
  start(): void {
    this.#working = this.#turn();
  }

  /** Ends once the turn under way is over: what was sent is noted. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.parts.chain.close();
    await this.#working;
  }

  /** How the notary is getting on. */
  report(): NotaryReport {
    const report = this.notary.report();
    const counts = { ...report.counts, faults: this.#faults };
    return this.#failures > 0 ? { ...report, counts, phase: 'FAILED', fault: this.#fault } : { ...report, counts, fault: null };
  }

  async #turn(): Promise<void> {
    try {
      this.#went(await this.notary.turn());
    } catch (error) {
      this.#failed(error);
    }
    if (!this.#stopped) this.#timer = setTimeout(() => void (this.#working = this.#turn()), this.#waitMs());
  }

  #went(phase: NotaryPhase): void {
    this.#failures = 0;
    this.#fault = null;
    this.#tell(phase === 'WAITING_FOR_FEES' ? FEES_TOLD : '');
  }

  #failed(error: unknown): void {
    // A turn that was broken off by the end is no trouble.
    if (this.#stopped) return;
    this.#failures += 1;
    this.#faults += 1;
    this.#fault = faultIn(error);
    this.#tell(this.#fault === null ? `the notary met a bug: ${String(error)}` : `${this.#fault.code}: ${explain(this.#fault)}`);
  }

  /** Each trouble is told when it begins, not at every turn that it lasts. */
  #tell(line: string): void {
    if (line !== '' && line !== this.#told) this.parts.alarm(`notary: ${line}`);
    this.#told = line;
  }

  #waitMs(): number {
    return this.parts.settings.pollMs * Math.min(MAX_BACK_OFF, 2 ** this.#failures);
  }
}
