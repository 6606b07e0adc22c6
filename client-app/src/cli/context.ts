import { resolve } from 'node:path';
import { Fault, faultIn, id, type NetworkDefinition } from '@tierline/chaincode/api';
import { deskIn, type Desk } from '../app/desk';
import { operatorUser } from '../app/founding';
import type { Session } from '../app/session';
import { typedAs } from '../app/typed';
import type { OpenLedger } from '../main';
import type { Keys } from '../ports/signer';
import { HeldElsewhere } from './forward';
import type { Input } from './input';
import type { Surroundings } from './io';
import { TypedKeys } from './keys';
import { ledgerChoice, organisationOf, type LedgerChoice } from './ledgerChoice';

const DEFAULT_DIRECTORY = '.tierline';
/** People whom a message names. */
const MAX_USERS_TOLD = 40;

/** Where a command runs: what was typed, the ledger that it opens, the person who acts. Opened at most once, closed by its maker. */
export class Context {
  #open: Promise<OpenLedger> | null = null;
  /** The ledger that this command has opened itself, and closes. */
  #own: OpenLedger | null = null;
  /** The currency of the program at hand, so that refusals can show amounts. */
  currency: string | null = null;

  /** The keys of the person who typed this: his own process has them. */
  readonly keys: Keys;

  /** @param runAnother runs another command line, for those who serve others */
  constructor(
    readonly input: Input,
    readonly surroundings: Surroundings,
    readonly runAnother: (argv: readonly string[], surroundings: Surroundings) => Promise<number>,
    /** Whether what it submits may be signed by the person. */
    readonly signs = false,
  ) {
    this.keys = surroundings.keys ?? new TypedKeys(input, surroundings);
  }

  get directory(): string {
    const named = this.input.text('data-dir') ?? this.surroundings.environment['TIERLINE_DIR'] ?? DEFAULT_DIRECTORY;
    return resolve(this.surroundings.folder, named);
  }

  /**
   * The ledger in the data directory. @param network its definition, or the path of its file; null for the directory's
   * own. @throws Fault UNAVAILABLE
   */
  ledger(create = false, network: NetworkDefinition | string | null = null): Promise<OpenLedger> {
    this.#open ??= this.#opened(create, network);
    return this.#open;
  }

  /** The ledger that this command line means. @throws Fault MALFORMED */
  get ledgerChoice(): LedgerChoice {
    return ledgerChoice(this.input, this.surroundings);
  }

  async #opened(create: boolean, given: NetworkDefinition | string | null): Promise<OpenLedger> {
    const choice = this.ledgerChoice;
    if (choice.kind === 'fabric') return this.#application(choice);
    const served = this.surroundings.served?.(this.directory) ?? null;
    if (served !== null) return served;
    const { networkOf, openDirectory } = await import('../main.js');
    const network = typeof given === 'string' ? networkOf(this.directory, given) : given;
    try {
      this.#own = await openDirectory({ directory: this.directory, network, create });
      return this.#own;
    } catch (error) {
      const fault = faultIn(error);
      throw fault?.details['reason'] === 'HELD' ? new HeldElsewhere(this.directory, fault) : error;
    }
  }

  async #application(choice: LedgerChoice & { readonly kind: 'fabric' }): Promise<OpenLedger> {
    const { openApplication } = await import('../main.js');
    const { directory } = choice;
    this.#own = await openApplication({ directory, organisation: organisationOf(choice), note: (line) => this.note(line) });
    return this.#own;
  }

  /** The person who acts. @throws Fault MALFORMED naming the people when nobody is named; NOT_FOUND */
  async session(): Promise<Session> {
    const { sessions } = await this.ledger();
    const named = this.#user();
    if (named !== null) return sessions.as(named);
    const users = await sessions.users();
    const told = users.slice(0, MAX_USERS_TOLD).join(', ') + (users.length > MAX_USERS_TOLD ? ', ...' : '');
    throw new Fault('MALFORMED', { field: '--as', reason: 'MISSING', mend: `say who you are: ${told}` });
  }

  /** The person who acts: the operator's maker when nobody is named. @throws Fault */
  async operator(person: 'maker' | 'checker' = 'maker'): Promise<Session> {
    const { sessions } = await this.ledger();
    return sessions.as(this.#user() ?? operatorUser(sessions.network, person));
  }

  /** The person who acts, in the program that is meant. @param mentioned a thing of that program @throws Fault */
  async desk(mentioned: string | null = null, session: Session | null = null): Promise<Desk> {
    const named = this.input.text('program') ?? this.input.argumentOrNull('program');
    const program = named === null ? null : typedAs(id, '--program', named);
    const desk = await deskIn(session ?? (await this.session()), program, mentioned, this.surroundings.now());
    this.currency = desk.view.program.currency;
    return desk;
  }

  get requestId(): string | null {
    return this.input.id('request-id');
  }

  get isDryRun(): boolean {
    return this.input.flag('dry-run');
  }

  /** A remark that is not part of the result. */
  note(text: string): void {
    this.surroundings.err(`${text}\n`);
  }

  #user(): string | null {
    return this.input.text('as') ?? this.surroundings.environment['TIERLINE_AS'] ?? null;
  }

  async close(): Promise<void> {
    await this.#open?.catch(() => null);
    await this.#own?.close();
  }
}
