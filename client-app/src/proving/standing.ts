import { leafDigest } from './digests';
import { signersOf } from './endorsers';
import { openedAmong, standingOf } from './facts';
import { Failure } from './failure';
import { piecesOf, requireRead, type Opened, type Piece } from './lineage';
import { shownAs, shownHead, shownProgram } from './records';
import { requireTokenRule } from './rules';
import { receivableIn, requireExpected, type CheckedSteps, type StepsSetting } from './steps';

/** What peers say of the token and its receivable, checked against where the steps lead. */
export interface CheckedStanding {
  readonly at: string;
  readonly signers: ReadonlySet<string>;
  readonly currency: string;
  readonly mode: 'REAL' | 'DEMO';
  readonly token: Piece;
  readonly receivableStatus: string;
  readonly opened: readonly Opened[];
}

const WHERE = 'standing';

/**
 * Checks the standing. Endorsements alone do not say that a transaction was committed: the one that lost a race was endorsed as well. What
 * peers hold in their committed state they sign here.
 * @throws Failure
 */
export async function checkedStanding(setting: StepsSetting, { confirmed, lineage }: CheckedSteps): Promise<CheckedStanding> {
  const { proof, endorsers, rules } = setting;
  const signers = await signersOf(proof.standing.endorsed, endorsers, WHERE);
  const standing = standingOf(proof, WHERE);
  requireInForce(setting, standing.at);
  const opened = openedAmong(proof, standing.facts, WHERE);
  requireExpected(opened, ['HEAD', 'PROGRAM', 'SCHEDULE', 'RECEIVABLE', 'TOKEN'], WHERE);
  const { currency, mode } = programIn(opened, proof.program);
  const receivable = receivableIn(opened, proof.program, WHERE);
  if (receivable.receivable !== confirmed.receivable || receivable.faceMinor !== confirmed.faceMinor) {
    throw new Failure('STANDING_DIFFERS', WHERE, 'the receivable');
  }
  const [last] = lineage.held;
  const [token] = piecesOf(opened, confirmed.receivable, last ?? { block: 0, transaction: '' }, WHERE);
  if (token === undefined || last === undefined || !isSame(proof.channel, token, last))
    throw new Failure('STANDING_DIFFERS', WHERE, 'the token');
  requireRead(token, standing.reads, WHERE);
  requireTokenRule(rules, token.ownerMsp, signers, WHERE);
  return { at: standing.at, signers, currency, mode, token, receivableStatus: receivable.status, opened };
}

function programIn(opened: readonly Opened[], program: string): { readonly currency: string; readonly mode: 'REAL' | 'DEMO' } {
  const head = opened.find(({ place }) => place.what === 'HEAD');
  const terms = opened.find(({ place }) => place.what === 'PROGRAM');
  if (head === undefined || terms === undefined) throw new Failure('FIELD_MISSING', WHERE, 'the program');
  const { id, mode } = shownAs(shownHead, head.leaf, WHERE);
  const { id: termsOf, currency } = shownAs(shownProgram, terms.leaf, WHERE);
  if (id !== program || termsOf !== program) throw new Failure('STANDING_DIFFERS', WHERE, 'the program');
  return { currency, mode };
}

/**
 * A token of its own lies as the last step wrote it, to the byte: a step that was endorsed and lost its race wrote under another salt. One at
 * rest lies in a document that is written again whenever another one leaves it: there the shown fields say that it is the same.
 */
function isSame(channel: string, now: Piece, last: Piece): boolean {
  const isShownSame = (['receivable', 'from', 'to', 'ownerMsp', 'status'] as const).every((name) => now[name] === last[name]);
  if (now.at.isPart || last.at.isPart) return isShownSame && now.at.document === last.at.document;
  return isShownSame && leafDigest(channel, now.leaf) === leafDigest(channel, last.leaf);
}

/** Peers that tell of the present have certificates that are in force; those of the steps had been issued by then. */
function requireInForce({ proof, endorsers }: StepsSetting, at: string): void {
  const now = new Date(at);
  const telling = new Set(proof.standing.endorsed.signatures.map(({ endorser }) => endorser));
  const wrong = endorsers.find(({ notBefore, notAfter }, index) => now < notBefore || (telling.has(index) && now > notAfter));
  if (wrong !== undefined) throw new Failure('CERTIFICATE_REFUSED', WHERE, `${wrong.msp}: not in force`);
}
