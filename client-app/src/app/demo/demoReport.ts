import type { FaultCode } from '@tierline/chaincode/api';
import type { AuditReport } from '../audit/auditReport';
import type { ImportReport } from '../importing/importReport';

/** What became of the receivables of one currency. */
export interface Life {
  /** Face of all confirmed receivables. */
  readonly confirmedMinor: bigint;
  /** Tokens that exist at the end. */
  readonly tokens: number;
  /** Deepest tier that owned a token. */
  readonly maxTier: number;
  /** Sales to banks whose title moved. */
  readonly deals: number;
  /** Principal that arrived and was shared out. */
  readonly settledMinor: bigint;
  /** Principal that was paid to holders. */
  readonly redeemedMinor: bigint;
}

/** Something that was tried and had to be refused. */
export interface RefusedOnPurpose {
  /** What was tried, in a few words. */
  readonly tried: string;
  readonly code: FaultCode;
}

/** What a demonstration ends with. */
export interface DemoReport {
  readonly import: ImportReport;
  readonly audit: AuditReport;
  /** By currency. */
  readonly life: Readonly<Record<string, Life>>;
  readonly refusedOnPurpose: readonly RefusedOnPurpose[];
  /** Program and receivable whose splits are worth a look; null when nothing was confirmed. */
  readonly example: { readonly program: string; readonly receivable: string } | null;
  /** Receivables that went down the tiers; the others were held to maturity. */
  readonly featured: number;
  readonly confirmed: number;
}
