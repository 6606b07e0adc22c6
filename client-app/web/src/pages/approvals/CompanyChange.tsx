import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { ChoiceField } from '../../parts/ChoiceField';
import { CompanyField } from '../../parts/CompanyField';
import { TextField } from '../../parts/fields';
import { Reading } from '../../parts/States';
import { draftOf, LINKS, useCompanyChange, type CompanyRecord } from './companyDraft';
import { ProposeForm } from './ProposeForm';
import { usePropose, type ProposalForm } from './usePropose';

const SIZES = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const;

/** A changed company: its name, size, group or successor. */
export function CompanyChange({ onDone }: ProposalForm) {
  const { t } = useTranslation();
  const [company, setCompany] = useState('');
  return (
    <>
      <CompanyField label={t('proposal.company')} value={company} error={null} isOffered={() => true} onChange={setCompany} />
      {company === '' ? null : <Known key={company} id={company} onDone={onDone} />}
    </>
  );
}

function Known({ id, onDone }: ProposalForm & { readonly id: string }) {
  const { data, error, refetch } = useAsk('/history/{kind}/{id}', {}, { parts: { kind: 'COMPANY', id } });
  if (data === undefined) return <Reading problem={error} again={() => void refetch()} rows={4} />;
  const record = data.versions.at(-1)?.record ?? null;
  return record === null ? null : <CompanyForm record={record as unknown as CompanyRecord} onDone={onDone} />;
}

function CompanyForm({ record, onDone }: ProposalForm & { readonly record: CompanyRecord }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(record));
  const { errors, content } = useCompanyChange(record, draft);
  const proposing = usePropose('COMPANY', content, onDone);
  const shown = (name: keyof typeof errors): string | null => (proposing.isTried ? errors[name] : null);
  return (
    <ProposeForm proposing={proposing}>
      <TextField
        label={t('proposal.field.name')}
        value={draft.name}
        error={shown('name')}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <ChoiceField
        label={t('company.size')}
        value={draft.sizeClass}
        error={shown('sizeClass')}
        options={SIZES.map((value) => ({ value, label: t(`company.is.${value}`) }))}
        onChange={(sizeClass) => setDraft({ ...draft, sizeClass })}
      />
      {LINKS.map((link) => (
        <TextField
          key={link}
          label={t(`proposal.field.${link}`)}
          value={draft[link]}
          error={shown(link)}
          onChange={(text) => setDraft({ ...draft, [link]: text })}
        />
      ))}
    </ProposeForm>
  );
}
