import { verify, X509Certificate, type KeyObject } from 'node:crypto';
import { isEndorsed, type Endorsement, type Msp } from '@tierline/chaincode/api';
import type { ValidationCode } from '../../ports/ledger';
import { endorsedBytes, endorserBytes, signedBytes } from './endorsedBytes';
import type { EndorsedTransaction } from './endorser';
import type { NetworkRules } from './networkRules';
import { storedPolicy } from './policyBytes';
import { sameVersion, type EndorsedPayload, type RangeRead, type StateRecord } from './records';
import type { StateView } from './simulation';
import { changesOf, type StateChanges } from './stateChanges';
import { readOnce } from './store';
import { byUtf8, type KeyRange } from './storeKeys';

/** What validation looks things up in. */
export interface ValidationContext {
  /** The state before the block. */
  readonly state: StateView;
  /** Collections and policies. */
  readonly rules: NetworkRules;
  /** What the signatures of each organisation's peer are checked by. */
  readonly endorsers: ReadonlyMap<Msp, Endorser>;
  /** Whether an earlier block holds a transaction of this id. */
  isKnown(transactionId: string): boolean;
}

/** What became of one transaction of a block. */
export interface Verdict {
  /** Fabric's validation code. */
  readonly code: ValidationCode;
  /** Whether it failed only because an earlier transaction of the block set the policy of one of its keys. */
  readonly policyContended: boolean;
}

/** A block's verdicts, in order, and the changes of its valid transactions. */
export interface ValidatedBlock {
  /** One for each transaction, in their order. */
  readonly verdicts: readonly Verdict[];
  /** What the valid ones change. */
  readonly changes: StateChanges;
}

const SCAN_MARGIN = 1;

/** Who signs for an organisation. */
export interface Endorser {
  /** The public key of its peer. */
  readonly key: KeyObject;
  /** Its peer's identity in Fabric's bytes. */
  readonly identity: Uint8Array;
}

/** Reads the endorsers out of the peers' certificates. */
export function endorsersOf(certificates: Readonly<Record<Msp, string>>): ReadonlyMap<Msp, Endorser> {
  return new Map(
    Object.entries(certificates).map(([msp, pem]) => [msp, { key: new X509Certificate(pem).publicKey, identity: endorserBytes(msp, pem) }]),
  );
}

/**
 * Validates the transactions of one block in Fabric's two passes: first ids and endorsements, all against the state before
 * the block; then versions and ranges, against that state and the valid transactions before each.
 */
export async function validatedBlock(
  block: number,
  transactions: readonly EndorsedTransaction[],
  shared: ValidationContext,
): Promise<ValidatedBlock> {
  const { state } = shared;
  const before = readOnce((key) => state.record(key));
  const context = { ...shared, state: { record: before, scan: (range: KeyRange, limit: number) => state.scan(range, limit) } };
  const endorsed = endorsementVerdicts(transactions, context);
  const pending = new Map<string, StateRecord | null>();
  const current = (key: string): StateRecord | null => (pending.has(key) ? (pending.get(key) ?? null) : before(key));
  const verdicts: Verdict[] = [];
  for (const [index, { payload, privateWrites }] of transactions.entries()) {
    let verdict = endorsed[index] ?? VALID;
    if (verdict.code === 'VALID') verdict = { ...verdict, code: await versionCode(payload, context.state, pending) };
    verdicts.push(verdict);
    if (verdict.code !== 'VALID') continue;
    const changes = changesOf({ payload, privateWrites, version: { block, transaction: index } }, current);
    for (const [key, record] of changes) pending.set(key, record);
  }
  return { verdicts, changes: pending };
}

const VALID: Verdict = { code: 'VALID', policyContended: false };

function endorsementVerdicts(transactions: readonly EndorsedTransaction[], context: ValidationContext): readonly Verdict[] {
  const ids = new Set<string>();
  const keysWithNewPolicy = new Set<string>();
  const verdicts: Verdict[] = [];
  for (const transaction of transactions) {
    const { payload } = transaction;
    const duplicate = ids.has(payload.transactionId) || context.isKnown(payload.transactionId);
    ids.add(payload.transactionId);
    const verdict = duplicate
      ? { code: 'DUPLICATE_TXID' as const, policyContended: false }
      : endorsementVerdict(transaction, keysWithNewPolicy, context);
    if (verdict.code === 'VALID') payload.policies.forEach(({ key }) => keysWithNewPolicy.add(key));
    verdicts.push(verdict);
  }
  return verdicts;
}

function endorsementVerdict(
  { payload, endorsements }: EndorsedTransaction,
  keysWithNewPolicy: ReadonlySet<string>,
  context: ValidationContext,
): Verdict {
  const bytes = endorsedBytes(payload);
  const signers = endorsements
    .filter(({ msp, signature }) => {
      const endorser = context.endorsers.get(msp);
      if (endorser === undefined) return false;
      return verify('sha256', signedBytes(bytes, endorser.identity), endorser.key, Buffer.from(signature, 'base64'));
    })
    .map(({ msp }) => msp);
  const keys = new Set([...payload.writes, ...payload.policies].map(({ key }) => key));
  const rules = keys.size === 0 ? [context.rules.chaincodePolicy] : [...keys].map((key) => ruleOf(key, context));
  const satisfied = signers.length === endorsements.length && rules.every((rule) => isEndorsed(rule, signers));
  if (!satisfied) return { code: 'ENDORSEMENT_POLICY_FAILURE', policyContended: false };
  const policyContended = [...keys].some((key) => keysWithNewPolicy.has(key));
  return { code: policyContended ? 'ENDORSEMENT_POLICY_FAILURE' : 'VALID', policyContended };
}

function ruleOf(key: string, { state, rules }: ValidationContext): Endorsement {
  const policy = state.record(key)?.policy ?? null;
  return policy === null ? rules.policyOf(key) : storedPolicy(policy);
}

async function versionCode(payload: EndorsedPayload, state: StateView, pending: StateChanges): Promise<ValidationCode> {
  const moved = payload.reads.some(({ key, version }) => pending.has(key) || !sameVersion(version, state.record(key)?.version ?? null));
  if (moved) return 'MVCC_READ_CONFLICT';
  for (const range of payload.ranges) {
    if (!(await isUnchanged(range, state, pending))) return 'PHANTOM_READ_CONFLICT';
  }
  return 'VALID';
}

async function isUnchanged(range: RangeRead, state: StateView, pending: StateChanges): Promise<boolean> {
  const touched = [...pending].filter(([key]) => byUtf8(range.start, key) <= 0 && byUtf8(key, range.end) < 0);
  const committed = await state.scan(range, range.reads.length + SCAN_MARGIN);
  return (
    touched.length === 0 &&
    committed.length === range.reads.length &&
    committed.every(([key, { version }], index) => key === range.reads[index]?.key && sameVersion(version, range.reads[index].version))
  );
}
