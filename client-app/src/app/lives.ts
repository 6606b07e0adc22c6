import {
  canonicalText,
  entitledMinor,
  lengthOf,
  paidOf,
  partsOfTokenId,
  tokenId,
  type Receivable,
  type RestingTokens,
  type Share,
  type Token,
} from '@tierline/chaincode/api';
import type { Books, History, Moment, Version } from '../ports/books';
import type { ProgramView } from './programs';

/** One token from the transaction that made its range to the one that cut, joined or cancelled it. */
export interface Life {
  readonly id: string;
  /** Every form that it had, oldest first; at least one. */
  readonly forms: readonly { readonly token: Token; readonly at: Moment }[];
  /** When its range ceased to be: cut or joined; null while it is. */
  readonly ended: Moment | null;
}

/** The lives of all tokens of a receivable, in the order in which they began, then of their ranges. */
export async function livesOf(books: Books, { scope }: ProgramView, schedule: string, receivable: string): Promise<readonly Life[]> {
  const own = await books.histories('TOKEN', { scope, where: { receivable } });
  const resting = restingForms(await books.history('RESTING', scope, schedule), (token) => token.receivable === receivable);
  return livesFrom(own, resting);
}

/** The lives of the tokens that a company ever owned, by receivable. */
export async function livesOwnedBy(books: Books, { scope }: ProgramView, company: string): Promise<ReadonlyMap<string, readonly Life[]>> {
  const own = await books.histories('TOKEN', { scope, where: { owner: company } });
  const schedules = await books.histories('RESTING', { scope, where: { owner: company } });
  const resting = schedules.flatMap(({ versions }) => [...restingForms(versions, ({ owner }) => owner === company)]);
  const lives = new Map<string, Life[]>();
  for (const life of livesFrom(own, new Map(resting))) {
    const { receivable } = partsOfTokenId(life.id);
    const others = lives.get(receivable);
    if (others === undefined) lives.set(receivable, [life]);
    else others.push(life);
  }
  return lives;
}

function livesFrom(own: readonly History<Token>[], resting: ReadonlyMap<string, Version<Token>[]>): readonly Life[] {
  const versions = new Map(own.map(({ id, versions: all }) => [id, [...all] as Version<Token>[]]));
  for (const [id, forms] of resting) versions.set(id, joined(forms, versions.get(id) ?? []));
  return [...versions].flatMap(([id, all]) => livesIn(id, all)).sort(byStart);
}

/** The forms of the tokens that rest in the schedule's document: null once a token has left it. */
function restingForms(versions: readonly Version<RestingTokens>[], isMeant: (token: Token) => boolean): Map<string, Version<Token>[]> {
  const forms = new Map<string, Version<Token>[]>();
  for (const { record, at } of versions) {
    const present = new Map((record?.tokens ?? []).filter(isMeant).map((token) => [tokenId(token), token]));
    for (const id of new Set([...forms.keys(), ...present.keys()])) {
      const known = forms.get(id) ?? [];
      const token = present.get(id) ?? null;
      if (canonicalText(known.at(-1)?.record ?? null) !== canonicalText(token)) known.push({ record: token, at });
      forms.set(id, known);
    }
  }
  return forms;
}

/** A token that moved out of the document lives on under its own key when the same transaction wrote it there. */
function joined(resting: readonly Version<Token>[], own: readonly Version<Token>[]): Version<Token>[] {
  const left = resting.at(-1);
  const movedOut = left?.record === null && own[0]?.at.transactionId === left.at.transactionId;
  return [...(movedOut ? resting.slice(0, -1) : resting), ...own];
}

function livesIn(id: string, versions: readonly Version<Token>[]): Life[] {
  const lives: { forms: { token: Token; at: Moment }[]; ended: Moment | null }[] = [];
  for (const { record, at } of versions) {
    const current = lives.at(-1);
    if (record === null) {
      if (current !== undefined) current.ended = at;
    } else if (current === undefined || current.ended !== null) lives.push({ forms: [{ token: record, at }], ended: null });
    else current.forms.push({ token: record, at });
  }
  return lives.map((life) => ({ id, ...life }));
}

function byStart(a: Life, b: Life): number {
  const [first, second] = [a.forms[0], b.forms[0]];
  if (first === undefined || second === undefined) return 0;
  return first.at.block - second.at.block || (first.token.from < second.token.from ? -1 : 1);
}

/** What was paid out between two forms of a token. */
export function paidBetween(receivable: Receivable, before: Token, after: Token): Share {
  const share = (paidMinor: bigint, through: bigint): bigint =>
    entitledMinor({ ...paidOf(receivable), paidMinor }, after) - entitledMinor({ ...paidOf(receivable), paidMinor: through }, after);
  return {
    principalMinor: share(after.redeemedThroughMinor, before.redeemedThroughMinor),
    interestMinor: share(after.interestThroughMinor, before.interestThroughMinor),
  };
}

/** The form that a token had after a block, or null when it was not there yet or no more. */
export function formAfter({ forms, ended }: Life, block: number): Token | null {
  if (ended !== null && ended.block <= block) return null;
  return forms.findLast(({ at }) => at.block <= block)?.token ?? null;
}

/** The amount that a life's range stands for. */
export function amountOf({ forms }: Life): bigint {
  const [first] = forms;
  return first === undefined ? 0n : lengthOf(first.token);
}
