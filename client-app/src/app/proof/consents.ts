import { withoutReference, type Agreed, type OpenedFact } from '@tierline/chaincode/api';
import { hidden } from '../../proving/partlyShown';
import type { ProofConsent } from '../../proving/proof';
import type { Showing } from './showing';

/** What a REQUEST record keeps of a person's word. */
interface Kept {
  readonly consent?: Agreed;
  readonly signed?: object;
}

/** Whether a fact is a request that a person signed. */
export function isSigned({ record }: OpenedFact): boolean {
  return record !== null && 'kind' in record && record.kind === 'REQUEST' && (record as Kept).signed !== undefined;
}

/**
 * What was agreed to in a step, as far as it is shown: the items that name what is the token's own, and the total where there are no
 * others. Who is no party of the claim shows his own company's alone. The price of a sale is in none: taking an offer changes no token.
 * @param own the receivable's id, and the ids of the tokens of the lineage that the step found or left
 */
export function shownConsent(
  facts: readonly OpenedFact[],
  { isConsent, consentsOf }: Showing,
  own: { readonly receivable: string; readonly tokens: readonly string[] },
): ProofConsent | null {
  const { consent } = (facts.find(isSigned)?.record ?? {}) as Kept;
  if (!isConsent || consent === undefined) return null;
  const { act, network, message } = consent;
  if (consentsOf !== null && message.company !== consentsOf) return null;
  const ids = act === 'CONFIRM_TITLE' ? [own.receivable] : own.tokens;
  const items = message.items.map((item) => (isOf(item, ids) ? item : hidden(item)));
  const isWhole = items.every((item) => typeof item === 'string');
  const total = isWhole ? message.total : hidden(message.total);
  return { act, network, message: { ...message, items, total, terms: [...message.terms] } };
}

/** Whether an item names one of the ids: ids hold neither a space nor a comma, and do not end in a colon. */
function isOf(item: string, ids: readonly string[]): boolean {
  const words = withoutReference(item).split(/[ ,]/);
  return words.some((word) => ids.includes(word.replace(/:$/, '')));
}
