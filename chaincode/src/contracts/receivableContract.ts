import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { receivableTransactions as api } from '../api/receivableTransactions';
import type { claimInput } from '../api/schemas';
import { checkReceivable, confirmTitle, firstToken, returnReceivable, type TitleCase } from '../domain/confirmation';
import { confirmationDraft } from '../domain/consentDrafts';
import { recordCure, recordOverdue } from '../domain/coreStanding';
import { Fault } from '../domain/fault';
import { normaliseDocumentNumber } from '../domain/fingerprint';
import { closeNote, openNote } from '../domain/openCredit';
import { partsOfReceivableId, receivableId, type Receivable, type Schedule } from '../domain/receivable';
import { agreeReduction, proposeReduction, type Reduction, type ReductionCase } from '../domain/reduction';
import { judgeDebtorIsCore, reviseReceivable, resubmitReceivable, submitSchedule, voidReceivable, type Claim } from '../domain/submission';
import { wrongState } from '../domain/stateMachine';
import type { Token } from '../domain/token';
import { fingerprintsOf } from '../state/fingerprints';
import type { ProgramBook, ReceivableAt } from '../state/programBook';
import { DocumentDesk } from './documents';
import { transact } from './transact';
import type { Unit } from './unit';

/** Receivables from submission to confirmation, and what may change a confirmed one. */
@Info({ title: 'receivable', description: 'Receivables and their confirmation' })
export class ReceivableContract extends Contract {
  constructor() {
    super('receivable');
  }

  @Transaction()
  @Returns('string')
  async submit(ctx: Context): Promise<string> {
    return transact(ctx, api.submit, async (unit, { program, schedules }, caller) => {
      const book = await unit.book(program);
      const loaded = await loadSubmissions(unit, book, schedules);
      const nameOf = ({ id }: { readonly id: string }): string => id;
      unit.judge.each(loaded, nameOf, ({ taken, presented, ...parties }) => {
        const schedule = submitSchedule(unit.judge, book.rules, caller, { ...parties, claims: presented.map(({ claim }) => claim) });
        unit.judge.check('new-schedule', !taken, () => wrongState('EXISTS', ['NEW'], { schedule: parties.id }));
        book.addSchedule(schedule);
        unit.judge.each(presented, nameOf, ({ register }) => register());
      });
      return schedules.reduce((count, { claims }) => count + claims.length, 0);
    });
  }

  @Transaction()
  @Returns('string')
  async revise(ctx: Context): Promise<string> {
    return transact(ctx, api.revise, async (unit, { program, receivable: id, claim: input }, caller) => {
      const book = await unit.book(program);
      const desk = new DocumentDesk(unit, book);
      const at = await takeOne(book, id);
      const { claim, register } = await present(desk, unit, at.schedule.creditor, input, id);
      const revised = reviseReceivable(unit.judge, book.rules, caller, at.schedule, at.receivable, claim);
      const kept = new Set(claim.documents.map(({ fingerprint }) => fingerprint));
      await desk.release(
        at.receivable.documents.filter(({ fingerprint }) => !kept.has(fingerprint)),
        id,
      );
      register();
      book.putReceivable({ ...at, receivable: revised });
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async resubmit(ctx: Context): Promise<string> {
    return transact(ctx, api.resubmit, async (unit, { program, receivable: id }, caller) => {
      const book = await unit.book(program);
      const at = await takeOne(book, id);
      book.putReceivable({ ...at, receivable: resubmitReceivable(unit.judge, book.rules, caller, at.schedule, at.receivable) });
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async void(ctx: Context): Promise<string> {
    return transact(ctx, api.void, async (unit, { program, receivables }, caller) => {
      const book = await unit.book(program);
      const desk = new DocumentDesk(unit, book);
      const before = await eachReceivable(unit, book, receivables, ({ schedule, receivable }) =>
        voidReceivable(unit.judge, caller, schedule, receivable),
      );
      for (const { id, receivable } of before) await desk.release(receivable.documents, id);
      return receivables.length;
    });
  }

  @Transaction()
  @Returns('string')
  async check(ctx: Context): Promise<string> {
    return transact(ctx, api.check, async (unit, { program, receivables }, caller) => {
      const book = await unit.book(program);
      const titles = await titlesOf(unit, book, receivables);
      await eachReceivable(unit, book, receivables, ({ schedule, receivable }) =>
        checkReceivable(unit.judge, book.rules, caller, titleOf(titles, schedule), receivable),
      );
      return receivables.length;
    });
  }

  @Transaction()
  @Returns('string')
  async return(ctx: Context): Promise<string> {
    return transact(ctx, api.return, async (unit, { program, receivables, reason }, caller) => {
      const book = await unit.book(program);
      await eachReceivable(unit, book, receivables, ({ schedule, receivable }) =>
        returnReceivable(unit.judge, caller, schedule, receivable, reason),
      );
      return receivables.length;
    });
  }

  @Transaction()
  @Returns('string')
  async confirm(ctx: Context): Promise<string> {
    return transact(ctx, api.confirm, async (unit, { program, receivables, undertakingDigest, ...signed }, caller) => {
      const book = await unit.book(program);
      const titles = await titlesOf(unit, book, receivables);
      const tokens: Token[] = [];
      const before = await eachReceivable(unit, book, receivables, ({ schedule, receivable }) => {
        const title = titleOf(titles, schedule);
        const confirmed = confirmTitle(unit.judge, book.rules, caller, title, receivable, undertakingDigest);
        tokens.push(firstToken(schedule, confirmed, title.creditor));
        return confirmed;
      });
      await addFirstTokens(book, tokens);
      const { currency } = book.rules.program;
      await unit.hear(book.rules.program, caller, signed, confirmationDraft(before, undertakingDigest, currency));
      return receivables.length;
    });
  }

  @Transaction()
  @Returns('string')
  async proposeReduction(ctx: Context): Promise<string> {
    return transact(ctx, api.proposeReduction, async (unit, { requestId: _requestId, reduction: id, ...input }, caller) => {
      const book = await unit.book(input.program);
      const wanted = { id, ...input, proposedBy: caller.company.id, status: 'PROPOSED' as const };
      const wish: Reduction = { kind: 'REDUCTION', schemaVersion: 1, ...wanted };
      const proposed = proposeReduction(unit.judge, caller, await reductionCase(book, wish), wish);
      await book.requireNew('REDUCTION', id);
      book.putReduction(proposed);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async agreeReduction(ctx: Context): Promise<string> {
    return transact(ctx, api.agreeReduction, async (unit, { program, reduction: id }, caller) => {
      const book = await unit.book(program);
      const wish = await book.reduction(id);
      const found = await reductionCase(book, wish);
      const agreed = agreeReduction(unit.judge, caller, found, wish);
      book.putReduction(agreed.reduction);
      book.putReceivable({ id: wish.receivable, schedule: found.schedule, receivable: agreed.receivable });
      await book.keepTokens(agreed.tokens);
      return wish.tokens.length;
    });
  }

  @Transaction()
  @Returns('string')
  async openCredit(ctx: Context): Promise<string> {
    return transact(ctx, api.openCredit, async (unit, { requestId: _requestId, program, creditor, debtor, nettedIn, ...note }, caller) => {
      const book = await unit.book(program);
      judgeDebtorIsCore(unit.judge, book.rules, await unit.register.company(debtor));
      const issuer = await unit.register.company(creditor);
      const document = { type: 'CREDIT-NOTE' as const, ...note };
      const { fingerprint, free } = await new DocumentDesk(unit, book).present(issuer, document, creditClaim(creditor, debtor, note));
      if (nettedIn === undefined) free();
      else await judgeNetted(unit, book, { creditor, debtor, fingerprint, receivable: nettedIn });
      const before = await book.openCredit(creditor, debtor);
      book.putOpenCredit(openNote(unit.judge, caller, before, { amountMinor: note.amountMinor, fingerprint }));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async closeCredit(ctx: Context): Promise<string> {
    return transact(ctx, api.closeCredit, async (unit, { program, creditor, debtor, number, issueDate }, caller) => {
      const book = await unit.book(program);
      const note = { type: 'CREDIT-NOTE' as const, number, issueDate };
      const fingerprints = await fingerprintsOf(unit.journal, (await unit.register.company(creditor)).identity.value, note);
      const { credit, closed } = closeNote(unit.judge, caller, await book.openCredit(creditor, debtor), fingerprints);
      book.putOpenCredit(credit);
      await new DocumentDesk(unit, book).release([closed], creditClaim(creditor, debtor, note));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async recordOverdue(ctx: Context): Promise<string> {
    return transact(ctx, api.recordOverdue, async (unit, { program, receivable: id }) => {
      const book = await unit.book(program);
      const at = await takeOne(book, id);
      const standing = await book.standing(at.schedule.debtor);
      const recorded = recordOverdue(unit.judge, book.rules, standing, at.receivable, id);
      book.putStanding(recorded.standing);
      book.putReceivable({ ...at, receivable: recorded.receivable });
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async recordCure(ctx: Context): Promise<string> {
    return transact(ctx, api.recordCure, async (unit, { program, receivable: id }) => {
      const book = await unit.book(program);
      const at = await book.receivable(id);
      const standing = await book.standing(at.schedule.debtor);
      book.putStanding(recordCure(unit.judge, book.rules, standing, at.receivable, id));
      return 1;
    });
  }
}

/** The claim under which an open credit note is registered: the same however its number is written. */
const creditClaim = (
  creditor: string,
  debtor: string,
  { number, issueDate }: { readonly number: string; readonly issueDate: string },
): string => `CREDIT:${creditor}:${debtor}:${normaliseDocumentNumber(number)}:${issueDate.slice(0, 'YYYY'.length)}`;

/** The rest of a note that a receivable has netted in part is registered with that receivable. */
async function judgeNetted(
  unit: Unit,
  book: ProgramBook,
  note: { creditor: string; debtor: string; fingerprint: string; receivable: string },
): Promise<void> {
  const { schedule, receivable } = await book.receivable(note.receivable);
  const isOfPair = schedule.creditor === note.creditor && schedule.debtor === note.debtor;
  const isNetted = receivable.documents.some(({ type, fingerprint }) => type === 'CREDIT-NOTE' && fingerprint === note.fingerprint);
  unit.judge.check('netted-there', isOfPair && isNetted, () => new Fault('CONDITION_UNMET', { condition: 'netted-there' }));
}

/** Loads what decides each schedule of a submission. */
async function loadSubmissions(unit: Unit, book: ProgramBook, schedules: z.output<typeof api.submit.input>['schedules']) {
  const desk = new DocumentDesk(unit, book);
  return Promise.all(
    schedules.map(async ({ id, creditor, debtor, claims }) => ({
      id,
      taken: await book.hasSchedule(id),
      creditor: await unit.register.company(creditor),
      debtor: await unit.register.company(debtor),
      presented: await Promise.all(claims.map((claim, index) => present(desk, unit, creditor, claim, receivableId(id, index + 1)))),
    })),
  );
}

/** Computes the fingerprints of a claim's documents; `register` books them once the claim is accepted. */
async function present(
  desk: DocumentDesk,
  unit: Unit,
  creditorId: string,
  input: z.output<typeof claimInput>,
  id: string,
): Promise<{ readonly id: string; readonly claim: Claim; readonly register: () => void }> {
  const creditor = await unit.register.company(creditorId);
  const presented = await Promise.all(input.documents.map((document) => desk.present(creditor, document, id)));
  const documents = presented.map(({ free: _free, ...document }) => document);
  return { id, claim: { ...input, documents }, register: () => presented.forEach(({ free }) => free()) };
}

async function takeOne(book: ProgramBook, id: string): Promise<ReceivableAt> {
  const [at] = await book.takeOut([id]);
  return at as ReceivableAt;
}

/** Changes each receivable of a batch, all or none; answers them as they were. */
async function eachReceivable(
  unit: Unit,
  book: ProgramBook,
  ids: readonly string[],
  change: (at: ReceivableAt) => Receivable,
): Promise<ReceivableAt[]> {
  const before = await book.takeOut(ids);
  const after = unit.judge.each(
    before,
    ({ id }) => id,
    (at) => ({ ...at, receivable: change(at) }),
  );
  for (const at of after) book.putReceivable(at);
  return before;
}

/** What decides the titles of each schedule of a batch. */
async function titlesOf(unit: Unit, book: ProgramBook, ids: readonly string[]): Promise<ReadonlyMap<string, TitleCase>> {
  const schedules = new Map((await book.takeOut(ids)).map(({ schedule }) => [schedule.id, schedule]));
  const titles = await Promise.all(
    [...schedules.values()].map(async (schedule): Promise<[string, TitleCase]> => {
      const [creditor, standing] = await Promise.all([unit.register.company(schedule.creditor), book.standing(schedule.debtor)]);
      return [schedule.id, { schedule, creditor, standing }];
    }),
  );
  return new Map(titles);
}

function titleOf(titles: ReadonlyMap<string, TitleCase>, schedule: Schedule): TitleCase {
  const title = titles.get(schedule.id);
  if (title === undefined) throw new Error('every schedule of a batch has its title');
  return title;
}

async function addFirstTokens(book: ProgramBook, tokens: readonly Token[]): Promise<void> {
  const scheduleOf = ({ receivable }: Token): string => partsOfReceivableId(receivable).schedule;
  await Promise.all(
    [...new Set(tokens.map(scheduleOf))].map((schedule) =>
      book.addFirstTokens(
        schedule,
        tokens.filter((token) => scheduleOf(token) === schedule),
      ),
    ),
  );
}

async function reductionCase(book: ProgramBook, wish: Reduction): Promise<ReductionCase> {
  const { schedule, receivable } = await takeOne(book, wish.receivable);
  const tokens = await book.tokenCases(wish.tokens);
  if (tokens.some(({ token }) => token.receivable !== wish.receivable)) throw new Fault('CONDITION_UNMET', { condition: 'one-receivable' });
  return { schedule, receivable, tokens };
}
