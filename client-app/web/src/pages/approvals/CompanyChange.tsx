import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { ChoiceField } from '../../parts/ChoiceField';
import { CompanyField } from '../../parts/CompanyField';
import { useDraft } from '../../parts/draft';
import { TextField } from '../../parts/fields';
import { Reading } from '../../parts/States';
import { draftOf, LINKS, useCompanyChange, type CompanyRecord } from './companyDraft';
import { ProposeForm } from './ProposeForm';
import { usePropose, type ProposalForm } from './usePropose';

const NONE = { company: '' };
const SIZES = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const;

/** A changed company: its name, size, group or successor. */
export function CompanyChange({ onDone }: ProposalForm) {
  const { t } = useTranslation();
  const { draft, change, forget } = useDraft('proposal.company', NONE);
  const { company } = draft;
  const done = (): void => {
    forget();
    onDone();
  };
  return (
    <>
      <CompanyField
        label={t('proposal.company')}
        value={company}
        error={null}
        isOffered={() => true}
        onChange={(chosen) => change({ company: chosen })}
      />
      {company === '' ? null : <Known key={company} id={company} onDone={done} />}
    </>
  );
}

function Known({ id, onDone }: ProposalForm & { readonly id: string }) {
  const { data, error, refetch } = useAsk('/history/{kind}/{id}', {}, { parts: { kind: 'COMPANY', id } });
  if (data === undefined) return <Reading problem={error} again={() => void refetch()} rows={4} />;
  const record = data.versions.at(-1)?.record ?? null;
  return record === null ? null : <CompanyForm id={id} record={record as unknown as CompanyRecord} onDone={onDone} />;
}

function CompanyForm({ id, record, onDone }: ProposalForm & { readonly id: string; readonly record: CompanyRecord }) {
  const { t } = useTranslation();
  const { draft, change, forget } = useDraft(`proposal.company.${id}`, draftOf(record));
  const { errors, content } = useCompanyChange(record, draft);
  const proposing = usePropose('COMPANY', content, () => {
    forget();
    onDone();
  });
  const shown = (name: keyof typeof errors): string | null => (proposing.isTried ? errors[name] : null);
  return (
    <ProposeForm proposing={proposing}>
      <TextField label={t('proposal.field.name')} value={draft.name} error={shown('name')} onChange={(name) => change({ name })} />
      <ChoiceField
        label={t('company.size')}
        value={draft.sizeClass}
        error={shown('sizeClass')}
        options={SIZES.map((value) => ({ value, label: t(`company.is.${value}`) }))}
        onChange={(sizeClass) => change({ sizeClass })}
      />
      {LINKS.map((link) => (
        <TextField
          key={link}
          label={t(`proposal.field.${link}`)}
          value={draft[link]}
          error={shown(link)}
          onChange={(text) => change({ [link]: text })}
        />
      ))}
    </ProposeForm>
  );
}
