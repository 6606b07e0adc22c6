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

/** One token of the tree: cut from the one above it. */
export interface TraceNode {
  readonly token: string;
  readonly amountMinor: bigint;
  readonly tier: number;
  /** Company id of its owner, or of its last owner. */
  readonly owner: string;
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

/** The whole life of a receivable. */
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
  readonly documents: readonly TradeDocument[];
  readonly tokens: readonly TraceNode[];
}

/**
 * The tree of a receivable's tokens: every cut, transfer, sale and payout, as this organisation knows it.
 * @param id a receivable's id, or a token's: then only what overlaps its range.
 * @throws Fault NOT_FOUND
 */
export async function traceOf(desk: Desk, id: string): Promise<Trace> {
  const {
    session: { books },
    view,
  } = desk;
  const focus = id.includes(':') ? partsOfTokenId(id) : null;
  const row = await receivableOf(books, view.id, focus?.receivable ?? id);
  const lives = await livesOf(books, view, row.schedule.id, row.id);
  if (focus !== null && !lives.some((life) => life.id === id)) throw new Fault('NOT_FOUND', { kind: 'token', id });
  const describing: Describing = { books, view, receivable: row.receivable, dateOf: await businessDates(books, view) };
  const shown = focus === null ? lives : lives.filter((life) => overlaps(rangeOf(life), focus));
  return { ...headOf(row.id, row.schedule, row.receivable), tokens: await treeOf(describing, shown) };
}

function headOf(id: string, { creditor, debtor }: Schedule, receivable: Receivable): Omit<Trace, 'tokens'> {
  const { status, faceMinor, receivedMinor, deliveryDate, dueDate, payDate, documents } = receivable;
  return { receivable: id, creditor, debtor, status, faceMinor, receivedMinor, deliveryDate, dueDate, payDate, documents };
}

async function treeOf(describing: Describing, lives: readonly Life[]): Promise<readonly TraceNode[]> {
  const nodeOf = async (life: Life): Promise<TraceNode> => {
    const children = lives.filter((other) => parentOf(other, lives) === life);
    return node(describing, life, lives, await Promise.all(children.map(nodeOf)));
  };
  return Promise.all(lives.filter((life) => parentOf(life, lives) === null).map(nodeOf));
}

async function node(describing: Describing, life: Life, lives: readonly Life[], children: readonly TraceNode[]): Promise<TraceNode> {
  const token = lastForm(life);
  const into = life.ended === null ? undefined : lives.find((other) => beganIn(other, life.ended) && isWider(other, life));
  return {
    token: life.id,
    amountMinor: amountOf(life),
    tier: token.tier,
    owner: token.owner,
    state: stateOf(life, into),
    lock: life.ended === null ? token.lock : null,
    joinedInto: into?.id ?? null,
    block: life.forms[0]?.at.block ?? 0,
    steps: await stepsOf(describing, life),
    children,
  };
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
