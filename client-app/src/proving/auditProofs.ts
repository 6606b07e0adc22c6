import type { Proved, Verdict } from './verdict';

/** A proof that was checked, by the name of its file. */
export interface NamedVerdict {
  readonly name: string;
  readonly verdict: Verdict;
}

/** One thing that was checked. */
export interface ProofCheck {
  /** A sentence that must be true. */
  readonly name: string;
  readonly ok: boolean;
  /** How much was checked, or what is wrong. */
  readonly detail: string;
}

interface Named extends Proved {
  readonly file: string;
}

/** A state of a token: its range, and the transaction that left it so. */
const stateOf = ({ from, to, transaction }: { readonly from: string; readonly to: string; readonly transaction: string }): string =>
  `[${from}, ${to}) of ${transaction.slice(0, 12)}`;

/**
 * Whether proofs hold together: each is valid, those of one receivable tell one history, and their tokens share no minor unit and never come
 * to more than the face.
 */
export function auditProofs(verdicts: readonly NamedVerdict[]): readonly ProofCheck[] {
  const proofs = verdicts.flatMap(({ name, verdict }): Named[] => (verdict.valid ? [{ ...verdict, file: name }] : []));
  const keys = [...new Set(proofs.map(receivableOf))];
  const groups = keys.map((key) => proofs.filter((each) => receivableOf(each) === key));
  const invalid = verdicts.flatMap(({ name, verdict }) => (verdict.valid ? [] : [`${name}: ${verdict.code}`]));
  const receivables = `${groups.length} receivables`;
  return [
    checkOf('every proof is valid', invalid, `${verdicts.length} proofs`),
    checkOf('the proofs of a receivable agree on its confirmation and face', groups.flatMap(disagreements), receivables),
    checkOf('no state of a token was left by two transactions', groups.flatMap(forks), receivables),
    checkOf('no two tokens share a minor unit', groups.flatMap(sharing), `${proofs.length} tokens`),
    checkOf('the tokens of a receivable never come to more than its face', groups.flatMap(excesses), receivables),
  ];
}

const receivableOf = ({ channel, program, receivable }: Proved): string => `${channel} ${program} ${receivable}`;

const checkOf = (name: string, wrong: readonly string[], looked: string): ProofCheck => ({
  name,
  ok: wrong.length === 0,
  detail: wrong.length === 0 ? looked : wrong.join('; '),
});

function disagreements(proofs: readonly Named[]): readonly string[] {
  const [first] = proofs;
  const telling = ({ steps, faceMinor, currency }: Proved): string => `${steps[0]?.transaction ?? ''} ${faceMinor} ${currency}`;
  return proofs
    .filter((each) => first !== undefined && telling(each) !== telling(first))
    .map(({ file }) => `${first?.file ?? ''} and ${file}`);
}

/** One state of a token ends in one transaction: two would be two histories. */
function forks(proofs: readonly Named[]): readonly string[] {
  const ends = new Map<string, { readonly transaction: string; readonly file: string }>();
  const wrong = new Set<string>();
  for (const { file, steps } of proofs) {
    for (const { before, transaction } of steps) {
      for (const state of before.map(stateOf)) {
        const known = ends.get(state);
        if (known !== undefined && known.transaction !== transaction) wrong.add(`${known.file} and ${file}: ${state}`);
        ends.set(state, known ?? { transaction, file });
      }
    }
  }
  return [...wrong];
}

/** Proofs of tokens that are: one that went into another token of the list is of an earlier time. */
function present(proofs: readonly Named[]): readonly Named[] {
  const ended = new Set(proofs.flatMap(({ steps }) => steps.flatMap(({ before }) => before.map(stateOf))));
  const states = new Map(proofs.map((proof) => [lastState(proof), proof]));
  return [...states].filter(([state]) => !ended.has(state)).map(([, proof]) => proof);
}

const lastState = ({ token, steps }: Proved): string => stateOf({ ...token, transaction: steps.at(-1)?.transaction ?? '' });

function sharing(proofs: readonly Named[]): readonly string[] {
  const ordered = present(proofs).toSorted((a, b) => (BigInt(a.token.from) < BigInt(b.token.from) ? -1 : 1));
  return ordered.flatMap((each, index) => {
    const next = ordered[index + 1];
    return next !== undefined && BigInt(next.token.from) < BigInt(each.token.to) ? [`${each.file} and ${next.file}`] : [];
  });
}

function excesses(proofs: readonly Named[]): readonly string[] {
  const total = present(proofs).reduce((sum, { token }) => sum + BigInt(token.amountMinor), 0n);
  const [first] = proofs;
  return first !== undefined && total > BigInt(first.faceMinor) ? [`${first.receivable}: ${total} of ${first.faceMinor}`] : [];
}
