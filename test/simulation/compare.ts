import type { Memory } from './auditor/memory';
import { isStopped } from './model/standing';
import { total, type Claim, type Key, type Limit, type State, type Token } from './model/state';

type Line = readonly [string, string];

/** Where what the workload's model believes differs from what the auditor rebuilt from the blocks: two models that share nothing. */
export function differences(state: State, memory: Memory): readonly string[] {
  const [believed, rebuilt] = [new Map(believedBy(state)), new Map(rebuiltBy(memory))];
  const names = new Set([...believed.keys(), ...rebuilt.keys()]);
  return [...names].flatMap((name) => {
    const [model, auditor] = [believed.get(name) ?? 'nothing', rebuilt.get(name) ?? 'nothing'];
    return model === auditor ? [] : [`${name}: the model has ${model}, the blocks have ${auditor}`];
  });
}

const line = (...parts: readonly (string | number | bigint | boolean | null | undefined)[]): string => parts.map(String).join(' ');

/** A line for each record, named by what it is and its key. */
const linesOf = <T>(what: string, records: Iterable<readonly [string, T]>, told: (record: T) => string): Line[] =>
  [...records].map(([key, record]) => [`${what} ${key}`, told(record)]);

const DOCUMENT_STATES = ['REGISTERED', 'RELEASED', 'FINANCED'];

const documentLines = (documents: Iterable<{ readonly state: string }>): Line[] => {
  const states = [...documents].map(({ state }) => state);
  return DOCUMENT_STATES.map((each) => [`documents ${each}`, String(states.filter((state) => state === each).length)]);
};

function believedBy(state: State): Line[] {
  const stops = [...state.overdues.keys()].map((core) => [core, isStopped(state, core)] as const);
  return [
    ...linesOf('company', state.companies, ({ host, status }) => line(host, status)),
    ...linesOf('receivable', state.claims, (claim) => claimLine(claim, claim.checkedBy)),
    ...linesOf('token', state.tokens, (token) => tokenLine(token, token.paidThroughMinor)),
    ...linesOf('transfer', state.transfers, ({ status, payee }) => line(status, payee)),
    ...linesOf('ask', state.asks, ({ status, deal, receipt }) => line(status, deal?.state, deal?.bank, receipt)),
    ...linesOf('offer', state.offers, ({ status, faceMinor, proceedsMinor }) => line(status, faceMinor, proceedsMinor)),
    ...linesOf('limit', state.limits, limitLine),
    ...linesOf('payment', state.receipts, ({ claim, overpaidMinor }) => line(claim, overpaidMinor)),
    ...linesOf('frozen', state.frozen, line),
    ...linesOf('credit', state.credits, (notes) => line(total(notes.map(({ amountMinor }) => amountMinor)))),
    ...linesOf('stopped', stops, line),
    ...keyLines(state.keys),
    ...linesOf('signed from', state.consentRules, line),
    ...documentLines(state.documents.values()),
  ];
}

function rebuiltBy(memory: Memory): Line[] {
  const rules = (memory.program?.consent ?? []).map(({ act, fromMinor }) => [act, fromMinor] as const);
  const tokens = [...memory.tokens.values()].flatMap((own) => [...own]);
  const settlements = [...memory.settlements.values()].flatMap((own) => [...own]);
  return [
    ...linesOf('company', memory.companies, ({ hostMsp, status }) => line(hostMsp, status)),
    ...linesOf('receivable', memory.claims, (claim) => claimLine(claim, claim.checkedBy?.person ?? null)),
    ...linesOf('token', tokens, (token) => tokenLine(token, token.redeemedThroughMinor)),
    ...linesOf('transfer', memory.transfers, ({ status, payee }) => line(status, payee)),
    ...linesOf('ask', memory.asks, ({ status, deal, receipt }) => line(status, deal?.state, deal?.bankCompany, receipt)),
    ...linesOf('offer', memory.offers, ({ status, faceMinor, proceedsMinor }) => line(status, faceMinor, proceedsMinor)),
    ...linesOf('limit', memory.limits, limitLine),
    ...linesOf('payment', settlements, ({ receivable, overpaidMinor }) => line(receivable, overpaidMinor)),
    ...linesOf('frozen', memory.frozen, line),
    ...linesOf('credit', memory.credits, line),
    ...linesOf('stopped', memory.standings, (standing) => line(standing === 'STOPPED')),
    ...keyLines(memory.keys),
    ...linesOf('signed from', rules, line),
    ...documentLines(memory.fingerprints.values()),
  ];
}

type CommonKey = Pick<Key, 'address' | 'person' | 'vouchedBy' | 'validFrom' | 'revokedFrom'>;

const keyLines = (keys: ReadonlyMap<string, readonly CommonKey[]>): Line[] =>
  [...keys].flatMap(([company, own]) =>
    own.map(({ address, person, vouchedBy, validFrom, revokedFrom }): Line => [
      `key ${company} ${address}`,
      line(person, vouchedBy, validFrom, revokedFrom),
    ]),
  );

const limitLine = ({ ceilingMinor, usedMinor, reservedMinor }: Pick<Limit, 'ceilingMinor' | 'usedMinor' | 'reservedMinor'>): string =>
  line(ceilingMinor, usedMinor, reservedMinor);

type CommonClaim = Pick<
  Claim,
  | 'creditor'
  | 'debtor'
  | 'status'
  | 'faceMinor'
  | 'payDate'
  | 'receivedMinor'
  | 'paidMinor'
  | 'interestReceivedMinor'
  | 'interestPaidMinor'
  | 'cancelled'
>;

function claimLine(claim: CommonClaim, checkedBy: string | null): string {
  const { creditor, debtor, status, faceMinor, payDate, receivedMinor, paidMinor, interestReceivedMinor, interestPaidMinor, cancelled } =
    claim;
  const ranges = cancelled.map(({ from, to }) => `[${from},${to})`).join('');
  const money = [faceMinor, receivedMinor, paidMinor, interestReceivedMinor, interestPaidMinor];
  return line(creditor, debtor, status, payDate, checkedBy, ...money, ranges);
}

type CommonToken = Pick<Token, 'owner' | 'tier' | 'status' | 'interestThroughMinor' | 'origin'> & {
  readonly lock: { readonly ref: string } | null;
};

const tokenLine = ({ owner, tier, status, interestThroughMinor, origin, lock }: CommonToken, paidThroughMinor: bigint): string =>
  line(owner, tier, status, paidThroughMinor, interestThroughMinor, origin, lock?.ref);
