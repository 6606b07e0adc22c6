import {
  Fault,
  overlaps,
  partsOfTokenId,
  type Lock,
  type Receivable,
  type ReceivableStatus,
  type Schedule,
  type SubRange,
  type Token,
  type TokenStatus,
  type TradeDocument,
} from '@tierline/chaincode/api';
import type { Moment } from '../ports/books';
import type { Desk } from './desk';
import { amountOf, livesOf, type Life } from './lives';
import { businessDates } from './programs';
import { receivableOf } from './receivables';
import { stepsOf, type Describing, type TraceStep } from './traceSteps';
import { sightOf, type Sight } from './visible';

/** One token of the tree: cut from the one above it. */
export interface TraceNode {
  readonly token: string;
  readonly amountMinor: bigint;
  /** Null, like owner and lock, for a token that the reader's company has nothing to do with; its steps are empty then. */
  readonly tier: number | null;
  /** Company id of its owner, or of its last owner. */
  readonly owner: string | null;
  /** CUT and JOINED: its range lives on in the tokens below it, or in `joinedInto`. */
  readonly state: TokenStatus | 'CUT' | 'JOINED';
  readonly lock: Lock | null;
  /** The token that it was joined into with others; null otherwise. */
  readonly joinedInto: string | null;
  /** Block in which it began. */
  readonly block: number;
  readonly steps: readonly TraceStep[];
  readonly children: readonly TraceNode[];
}

/** The whole life of a receivable, as far as the reader's company may see it. */
export interface Trace {
  readonly receivable: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly status: ReceivableStatus;
  readonly faceMinor: bigint;
  readonly receivedMinor: bigint;
  readonly deliveryDate: string;
  readonly dueDate: string;
  readonly payDate: string | null;
  /** Empty for who is neither creditor nor debtor and reads for his company alone. */
  readonly documents: readonly TradeDocument[];
  readonly tokens: readonly TraceNode[];
}

/**
 * The tree of a receivable's tokens: every cut, transfer, sale and payout, as this organisation knows it. A company that another
 * organisation hosts, and that is neither creditor nor debtor, sees of tokens that it never owned their amounts and states alone.
 * @param id a receivable's id, or a token's: then only what overlaps its range.
 * @throws Fault NOT_FOUND, also for a receivable that the company has nothing to do with
 */
export async function traceOf(desk: Desk, id: string): Promise<Trace> {
  const {
    session: { books },
    view,
  } = desk;
  const focus = id.includes(':') ? partsOfTokenId(id) : null;
  const row = await receivableOf(books, view.id, focus?.receivable ?? id);
  const lives = await livesOf(books, view, row.schedule.id, row.id);
  const sight = await sightOf(desk, row.schedule);
  if (!sight.isWhole && !lives.some(sight.sees)) throw new Fault('NOT_FOUND', { kind: 'receivable', id: row.id });
  if (focus !== null && !lives.some((life) => life.id === id)) throw new Fault('NOT_FOUND', { kind: 'token', id });
  const telling: Telling = { sight, books, view, receivable: row.receivable, dateOf: await businessDates(books, view) };
  const shown = focus === null ? lives : lives.filter((life) => overlaps(rangeOf(life), focus));
  const head = headOf(row.id, row.schedule, row.receivable);
  return { ...head, documents: sight.isWhole ? head.documents : [], tokens: await treeOf(telling, shown) };
}

function headOf(id: string, { creditor, debtor }: Schedule, receivable: Receivable): Omit<Trace, 'tokens'> {
  const { status, faceMinor, receivedMinor, deliveryDate, dueDate, payDate, documents } = receivable;
  return { receivable: id, creditor, debtor, status, faceMinor, receivedMinor, deliveryDate, dueDate, payDate, documents };
}

interface Telling extends Describing {
  readonly sight: Sight;
}

async function treeOf(telling: Telling, lives: readonly Life[]): Promise<readonly TraceNode[]> {
  const nodeOf = async (life: Life): Promise<TraceNode> => {
    const children = lives.filter((other) => parentOf(other, lives) === life);
    return node(telling, life, lives, await Promise.all(children.map(nodeOf)));
  };
  return Promise.all(lives.filter((life) => parentOf(life, lives) === null).map(nodeOf));
}

async function node(telling: Telling, life: Life, lives: readonly Life[], children: readonly TraceNode[]): Promise<TraceNode> {
  const into = life.ended === null ? undefined : lives.find((other) => beganIn(other, life.ended) && isWider(other, life));
  return {
    token: life.id,
    amountMinor: amountOf(life),
    state: stateOf(life, into),
    joinedInto: into?.id ?? null,
    block: life.forms[0]?.at.block ?? 0,
    ...(telling.sight.sees(life) ? await seenOf(telling, life) : UNSEEN),
    children,
  };
}

type Seen = Pick<TraceNode, 'tier' | 'owner' | 'lock' | 'steps'>;

const UNSEEN: Seen = { tier: null, owner: null, lock: null, steps: [] };

async function seenOf(describing: Describing, life: Life): Promise<Seen> {
  const { tier, owner, lock } = lastForm(life);
  return { tier, owner, lock: life.ended === null ? lock : null, steps: await stepsOf(describing, life) };
}

function stateOf(life: Life, into: Life | undefined): TraceNode['state'] {
  if (into !== undefined) return 'JOINED';
  return life.ended === null ? lastForm(life).status : 'CUT';
}

/** The life that this one was cut from, or the first of those that it joins. */
function parentOf(life: Life, lives: readonly Life[]): Life | null {
  const began = life.forms[0]?.at ?? null;
  return (
    lives.find(
      (other) =>
        other !== life && other.ended !== null && beganIn(life, other.ended) && began !== null && overlaps(rangeOf(other), rangeOf(life)),
    ) ?? null
  );
}

const beganIn = (life: Life, moment: Moment | null): boolean => moment !== null && life.forms[0]?.at.transactionId === moment.transactionId;
const isWider = (life: Life, other: Life): boolean => overlaps(rangeOf(life), rangeOf(other)) && amountOf(life) > amountOf(other);
const rangeOf = (life: Life): SubRange => partsOfTokenId(life.id);
const lastForm = (life: Life): Token => life.forms.at(-1)?.token as Token;
