import { paidOutSums } from '../audit/moneyChecks';
import { gatherEvidence, type ProgramEvidence } from '../audit/evidence';
import type { Session } from '../session';
import type { Life } from './demoReport';

/** What became of the receivables of each currency, read from the regulator's books. */
export async function lifeByCurrency(regulator: Session): Promise<Readonly<Record<string, Life>>> {
  const { programs, books } = await gatherEvidence(regulator);
  const lives: Record<string, Life> = {};
  for (const evidence of programs) {
    if (evidence.receivables.length === 0) continue;
    const deals = (await books.all('ASK', { scope: evidence.scope })).filter(
      ({ record }) => record.deal !== null && ['COMPLETE', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'].includes(record.deal.state),
    ).length;
    const { currency } = evidence.program;
    lives[currency] = added(lives[currency], lifeOf(evidence, deals));
  }
  return lives;
}

function lifeOf(evidence: ProgramEvidence, deals: number): Life {
  const confirmed = evidence.receivables.filter(({ receivable }) => receivable.confirmedBy !== null);
  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
  return {
    confirmedMinor: total(confirmed.map(({ receivable }) => receivable.faceMinor)),
    tokens: evidence.tokens.length,
    maxTier: evidence.tokens.reduce((deepest, { token }) => Math.max(deepest, token.tier), 0),
    deals,
    settledMinor: total(confirmed.map(({ receivable }) => receivable.paidMinor)),
    redeemedMinor: total([...paidOutSums(evidence).values()].map(({ principalMinor }) => principalMinor)),
  };
}

function added(a: Life | undefined, b: Life): Life {
  if (a === undefined) return b;
  return {
    confirmedMinor: a.confirmedMinor + b.confirmedMinor,
    tokens: a.tokens + b.tokens,
    maxTier: Math.max(a.maxTier, b.maxTier),
    deals: a.deals + b.deals,
    settledMinor: a.settledMinor + b.settledMinor,
    redeemedMinor: a.redeemedMinor + b.redeemedMinor,
  };
}
