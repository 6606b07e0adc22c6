import { Fault } from './fault';

/** The rules that a policy version gives figures for. */
export const RULES = [
  'soft-tenor-months',
  'hard-tenor-months',
  'contest-working-days',
  'watch-events',
  'watch-months',
  'local-identity-demo-only',
] as const;
export type RuleName = (typeof RULES)[number];

/** One dated rule. */
export interface PolicyRule {
  readonly rule: RuleName;
  readonly figure: number;
  /** Where the figure comes from. */
  readonly source: string;
}

/** A version of the policy table: public, proposed and approved by two persons of the operator. */
export interface Policy {
  readonly kind: 'POLICY';
  readonly schemaVersion: 1;
  readonly version: number;
  /** First date on which it may be used. */
  readonly effectiveFrom: string;
  readonly rules: readonly PolicyRule[];
}

/** The policy table in force since 15 June 2025. */
export const FIRST_POLICY: Policy = {
  kind: 'POLICY',
  schemaVersion: 1,
  version: 1,
  effectiveFrom: '2025-06-15',
  rules: [
    { rule: 'soft-tenor-months', figure: 6, source: 'Yinfa [2025] 77, Art 11' },
    { rule: 'hard-tenor-months', figure: 12, source: 'Yinfa [2025] 77, Art 11' },
    { rule: 'contest-working-days', figure: 3, source: 'program rule' },
    { rule: 'watch-events', figure: 3, source: 'commercial-paper exchange rule on persistent overdue (secondary source)' },
    { rule: 'watch-months', figure: 6, source: 'commercial-paper exchange rule on persistent overdue (secondary source)' },
    { rule: 'local-identity-demo-only', figure: 1, source: 'platform rule: an unverified identity is not financeable' },
  ],
};

/** The figure of a rule. */
export function figureOf(policy: Policy, rule: RuleName): number {
  const found = policy.rules.find((candidate) => candidate.rule === rule);
  if (found === undefined) throw new Fault('POLICY_REFUSED', { rule, version: policy.version, figure: null });
  return found.figure;
}

/** The refusal by a rule: names the rule, its version, its figure and what was found. */
export function refusedBy(policy: Policy, rule: RuleName, found: string | number): Fault {
  return new Fault('POLICY_REFUSED', { rule, version: policy.version, figure: figureOf(policy, rule), found });
}
