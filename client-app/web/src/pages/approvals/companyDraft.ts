import { useTranslation } from 'react-i18next';
import type { Content } from './usePropose';

/** A company's record as the register has it, as far as its change is proposed here. */
export interface CompanyRecord {
  readonly name: string;
  readonly sizeClass: string;
  readonly group: string | null;
  readonly parent: string | null;
  readonly successor: string | null;
}

/** Fields that name another company. */
export const LINKS = ['group', 'parent', 'successor'] as const;

/** What is typed: nothing as the empty text. */
export type CompanyDraft = Readonly<Record<keyof CompanyRecord, string>>;

const MOST_NAME = 200;
const ID = /^[A-Z0-9-]{4,40}$/;

/** The record as it stands in the fields. */
export function draftOf({ name, sizeClass, group, parent, successor }: CompanyRecord): CompanyDraft {
  return { name, sizeClass, group: group ?? '', parent: parent ?? '', successor: successor ?? '' };
}

/** Understands what was typed: the whole record as it would be; null while a field is wrong, or nothing is different. */
export function useCompanyChange(
  record: CompanyRecord,
  draft: CompanyDraft,
): { readonly errors: Readonly<Record<keyof CompanyDraft, string | null>>; readonly content: Content } {
  const { t } = useTranslation();
  const before = draftOf(record);
  const typed = { ...draft, name: draft.name.trim() };
  for (const link of LINKS) typed[link] = draft[link].trim();
  const isSame = JSON.stringify(typed) === JSON.stringify(before);
  const linkError = (id: string): string | null => (id === '' || ID.test(id) ? null : t('proposal.badId'));
  const errors = {
    name: typed.name === '' || typed.name.length > MOST_NAME ? t('proposal.badName', { most: MOST_NAME }) : null,
    sizeClass: isSame ? t('proposal.noChange') : null,
    group: linkError(typed.group),
    parent: linkError(typed.parent),
    successor: linkError(typed.successor),
  };
  if (Object.values(errors).some((error) => error !== null)) return { errors, content: null };
  const links = Object.fromEntries(LINKS.map((link) => [link, typed[link] === '' ? null : typed[link]]));
  return { errors, content: { ...record, name: typed.name, sizeClass: typed.sizeClass, ...links } };
}
