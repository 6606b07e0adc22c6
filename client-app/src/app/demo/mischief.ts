import { faultIn, sha256, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from '../execute';
import { freshId } from '../ordering';
import { claimOf, type SubmittedDocument } from '../importing/submitDocuments';
import type { Session } from '../session';
import type { Cast } from './cast';
import type { RefusedOnPurpose } from './demoReport';
import { completeDeal, offerOf, openAsk, takeOffer } from './finance';
import type { Stage } from './stage';
import type { Held } from './tiers';

/** Tries what must be refused, and tells with which code it was. */
export class Mischief {
  readonly refused: RefusedOnPurpose[] = [];

  constructor(private readonly stage: Stage) {}

  async #try(tried: string, attempt: () => Promise<unknown>): Promise<void> {
    try {
      await attempt();
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      this.refused.push({ tried, code: fault.code });
      this.stage.progress(`refused as it must be: ${tried} (${fault.code})`);
      return;
    }
    throw new Error(`this had to be refused and was not: ${tried}`);
  }

  /** The person who checked tries to confirm, from a second account of his. */
  async confirmTwice(debtor: string, receivables: readonly string[]): Promise<void> {
    const { stage } = this;
    const msp = stage.members.core;
    const second = await stage.sessions.enrol(msp, `maker-2@${debtor}`, { company: debtor, roles: ['checker'], person: 'maker' });
    await this.#try('one person checks and confirms', () =>
      execute(second, TRANSACTIONS.receivable.confirm, {
        program: stage.program,
        receivables: [...receivables],
        undertakingDigest: sha256('undertaking'),
      }),
    );
  }

  /** An invoice that backs a receivable already is submitted once more. */
  async submitAgain(session: Session, submitted: SubmittedDocument): Promise<void> {
    const { creditor, debtor } = submitted;
    await this.#try('the same invoice a second time', () =>
      execute(session, TRANSACTIONS.receivable.submit, {
        program: this.stage.program,
        schedules: [{ id: freshId('AGAIN'), creditor, debtor, claims: [claimOf(submitted)] }],
      }),
    );
  }

  /** Somebody moves a token that is not his. */
  async moveOthers(thief: string, { token }: Held): Promise<void> {
    const { stage } = this;
    await this.#try("another company's token", async () =>
      execute(await stage.as('maker', thief), TRANSACTIONS.financing.ask, {
        program: stage.program,
        ask: freshId('ASK'),
        kind: 'SALE',
        recourse: false,
        deadline: stage.inDays(1),
        tokens: [token],
        heldBack: [],
      }),
    );
  }

  /** The holder on the deepest tier pays on. */
  async goTooDeep(cast: Cast, { token, owner }: Held, amountMinor: bigint): Promise<void> {
    const { stage } = this;
    const number = freshId('DEEP');
    await this.#try('a tier too deep', async () =>
      execute(await stage.as('maker', owner), TRANSACTIONS.token.assign, {
        program: stage.program,
        payments: [
          {
            transfer: freshId('TRF'),
            payee: cast.extra,
            expiresAt: stage.inDays(2),
            takes: [{ token, amountMinor }],
            document: { type: 'INVOICE', number, issueDate: stage.today, amountMinor, digest: sha256(number) },
          },
        ],
      }),
    );
  }

  /**
   * A sale in the course of which the token is offered for sale a second time, and an offer is taken after it expired; then
   * a fresh offer is taken and the sale is completed.
   */
  async sellWithTrouble(held: Held): Promise<void> {
    const { stage } = this;
    const ask = await openAsk(stage, [held]);
    await this.#try('a second sale of the same token', () => openAsk(stage, [held]));
    const stale = await offerOf(stage, ask, 1, 0);
    const fresh = await offerOf(stage, ask, 0, 3);
    await stage.goTo(stage.tomorrow);
    await this.#try('an offer that has expired', () => takeOffer(stage, held.owner, ask, stale, 1));
    await takeOffer(stage, held.owner, ask, fresh, 0);
    await completeDeal(stage, held.owner, ask, fresh, 0);
  }
}
