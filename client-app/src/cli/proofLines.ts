import { withoutReference } from '@tierline/chaincode/api';
import type { ProvedSignature } from '../proving/consents';
import type { Committed, Proved, Verdict } from '../proving/verdict';
import { left, right, table } from './table';
import { count, money } from './text';

const LOST_RACE = 'one on the way, with its signature, may be one that lost a race to another with the same outcome';
const COMMITTED: { readonly [C in Committed]: string } = {
  EVERY_STEP: 'every step: the chain has the roots under which they lie',
  IF_ROOTS_HOLD: `every step, if the roots that the proof names hold: ask the chain (--rpc) and give --pins that name the contract. Else ${LOST_RACE}`,
  PRESENT_STATE: `what the peers say of the token now. The steps are shown to be endorsed; ${LOST_RACE}: notarised roots would tell`,
};

/** What came of a proof, in words: VALID and what it proves, or the first thing that fails. */
export function verdictLines(verdict: Verdict): readonly string[] {
  return verdict.valid ? ['VALID', '', ...provedLines(verdict)] : [`INVALID (${verdict.code}, ${verdict.where}): ${verdict.sentence}`];
}

function provedLines(proved: Proved): readonly string[] {
  const { token, currency, faceMinor, receivable, receivableStatus, mode, program } = proved;
  const amount = (minor: string): string => money(BigInt(minor), currency);
  return [
    ...(mode === 'DEMO' ? [`A DEMONSTRATION: ${program} has a clock of its own and no real money.`, ''] : []),
    `Token     ${amount(token.amountMinor)}, the range [${token.from}, ${token.to}) of ${receivable} (${amount(faceMinor)})`,
    `State     ${token.status}; its owner is hosted by ${token.ownerMsp}; the receivable is ${receivableStatus}`,
    `As of     ${proved.standing.at}, as the peers of ${proved.standing.endorsers.join(' and ')} say`,
    `Program   ${program} on channel ${proved.channel}, chaincode ${proved.chaincode}`,
    `Notarised ${notarisedIn(proved)}`,
    `Committed ${COMMITTED[proved.committed]}`,
    `Pins      ${pinsIn(proved)}`,
    '',
    'From the confirmed receivable to the token, each range inside or made of those before it, and none twice:',
    ...stepLines(proved),
    '',
    ...signatureLines(proved),
    ...shownLines(proved),
    `${count(proved.hidden, 'field')} stay hidden behind digests.`,
  ];
}

function stepLines({ steps }: Proved): readonly string[] {
  const rows = steps.map(({ act, block, transaction, endorsers, ranges }, index) => [
    String(index + 1),
    act,
    ranges.map(({ from, to, status }) => `[${from}, ${to}) ${status}`).join(' '),
    endorsers.join(', '),
    String(block),
    transaction.slice(0, 12),
  ]);
  return table([right(''), left('act'), left('range and state'), left('endorsed by'), right('block'), left('transaction')], rows);
}

function signatureLines({ steps }: Proved): readonly string[] {
  const rows = steps.flatMap(({ signed }, index) => (signed === null ? [] : [[String(index + 1), signed.signer, ...agreedTo(signed)]]));
  if (rows.length === 0) return ['No step shows the signature of a person.', ''];
  return [
    'Signed by persons, each signature checked; that the address was then registered for the person who acted is what the endorsers checked:',
    ...table([right('step'), left('address'), left('person'), left('what')], rows),
    '',
  ];
}

/** Who agreed, and to what: of what others were told in the same message, how many items there are. */
function agreedTo({ consent }: ProvedSignature): readonly [person: string, what: string] {
  if (consent === null) return ['not shown', 'not shown'];
  const { person, items, total, terms } = consent;
  const own = items.filter((item) => item !== null).map(withoutReference);
  const others = items.length - own.length;
  const rest = others === 0 ? [] : [`${count(others, 'other item')} of the same signature not shown`];
  const all = total === null ? 'total not shown' : `total ${withoutReference(total)}`;
  return [person, [...own, ...rest, all, ...terms].join('; ')];
}

function shownLines({ disclosed }: Proved): readonly string[] {
  if (disclosed.length === 0) return ['Nothing else is shown.'];
  const rows = disclosed.map(({ where, of, name, value }) => [where, of, name, typeof value === 'string' ? value : JSON.stringify(value)]);
  return ['Shown besides:', ...table([left('where'), left('record'), left('field'), left('value')], rows)];
}

function notarisedIn({ notarised }: Proved): string {
  if (notarised === null) return 'no: nothing outside the organisations says when it was';
  const { place, roots, isPinned, isAsked } = notarised;
  const asked = isAsked ? 'the chain has them' : 'the chain was not asked (--rpc)';
  const pinned = isPinned ? '' : '; the contract is not among your pins: ask somebody whom you trust whether it is the right one';
  return `${count(roots.length, 'root')} at ${place.contract} on chain ${place.chainId}; ${asked}${pinned}`;
}

function pinsIn({ pins: { from, digest } }: Proved): string {
  const whose =
    from === 'READER' ? 'yours' : 'those that the proof brings itself: compare them with somebody whom you trust, or give --pins';
  return `${digest.slice(0, 16)}, ${whose}`;
}
