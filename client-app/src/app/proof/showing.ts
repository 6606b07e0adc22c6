import { Fault, type Schedule } from '@tierline/chaincode/api';
import type { Desk } from '../desk';
import { sightOf } from '../visible';
import { SHOWABLE, type Showable, type ShowableName } from './fields';

/** What is shown beyond what every proof shows. */
export interface Showing {
  readonly show: readonly Showable[];
  /** Whether it is shown what persons agreed to. */
  readonly isConsent: boolean;
  /** The company whose consents may be shown; null for all. */
  readonly consentsOf: string | null;
}

/** What a person may show of a claim. @throws Fault NOT_AUTHORISED for fields that are for the parties of the claim to show */
export async function showingOf(desk: Desk, schedule: Schedule, names: readonly ShowableName[]): Promise<Showing> {
  const show = names.map((name): Showable => SHOWABLE[name]);
  const isConsent = names.includes('consent');
  if ((await sightOf(desk, schedule)).isWhole) return { show, isConsent, consentsOf: null };
  const barred = names.find((name) => SHOWABLE[name].isParties);
  if (barred === undefined) return { show, isConsent, consentsOf: desk.company.id };
  throw new Fault('NOT_AUTHORISED', { need: `a party of the claim, to show ${barred}` });
}

/** The names of the fields that are shown of a kind of record. */
export function namesFor({ show }: Showing, where: Showable['where'], what: string): readonly string[] {
  return show.filter((each) => each.where === where && each.of === what).flatMap(({ names }) => names);
}
