import { Input, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryOf } from '../../api/client';
import { typedAmount } from '../../format/money';
import { Field } from '../../parts/Field';
import { useCompanies } from '../../parts/texts';
import { useSession } from '../../session/session';
import { keepInAddress } from '../../shell/router';

const STATES = ['SUBMITTED', 'CHECKED', 'CONFIRMED,PART_PAID', 'RETURNED', ''] as const;
const TYPING_MS = 350;

type Query = QueryOf<'/programs/{program}/receivables'>;
const NAMES = ['status', 'creditor', 'document', 'dueFrom', 'dueTo', 'minMinor', 'order'] as const;

/** The server's filter of what stands in the address; the server checks every value. */
export function filterOf(search: URLSearchParams): Partial<Query> {
  const given = NAMES.flatMap((name) => (search.has(name) ? [[name, search.get(name)]] : []));
  return { ...Object.fromEntries(given), ...(search.get('overdue') === 'true' ? { overdue: true } : {}) } as Partial<Query>;
}

/** What filters a core's payables; all of it stands in the address. */
export function Filters({ search, onChange }: { readonly search: URLSearchParams; readonly onChange: () => void }) {
  const { t } = useTranslation();
  const companies = useCompanies();
  const set = (changes: Readonly<Record<string, string | undefined>>): void => {
    onChange();
    keepInAddress(changes);
  };
  const suppliers = [...companies.values()].filter(({ roles }) => roles.includes('supplier'));
  const isOverdue = search.get('overdue') === 'true';
  return (
    <div className="filters">
      <div className="shows">
        <Segmented
          aria-label={t('column.status')}
          value={isOverdue ? 'overdue' : (search.get('status') ?? '')}
          onChange={(value) => set(value === 'overdue' ? { overdue: 'true', status: undefined } : { status: value, overdue: undefined })}
          options={[
            ...STATES.map((value) => ({ value, label: t(`payables.show.${value === '' ? 'ALL' : value.replace(',', '_')}`) })),
            { value: 'overdue', label: t('payables.show.overdue') },
          ]}
        />
      </div>
      <Field label={t('column.creditor')}>
        {(bound) => (
          <Select
            {...bound}
            allowClear
            showSearch
            optionFilterProp="label"
            placeholder={t('filter.all')}
            value={search.get('creditor')}
            onChange={(value: string | null) => set({ creditor: value ?? undefined })}
            options={suppliers.map(({ company, name }) => ({ value: company, label: name }))}
            style={{ minWidth: 190 }}
          />
        )}
      </Field>
      <Typed name="document" label={t('filter.document')} search={search} set={set} />
      <Field label={t('filter.dueFrom')}>
        {(bound) => (
          <Input {...bound} type="date" value={search.get('dueFrom') ?? ''} onChange={({ target }) => set({ dueFrom: target.value })} />
        )}
      </Field>
      <Field label={t('filter.dueTo')}>
        {(bound) => (
          <Input {...bound} type="date" value={search.get('dueTo') ?? ''} onChange={({ target }) => set({ dueTo: target.value })} />
        )}
      </Field>
      <AmountFrom search={search} set={set} />
    </div>
  );
}

interface TypedProps {
  readonly search: URLSearchParams;
  readonly set: (changes: Readonly<Record<string, string | undefined>>) => void;
}

/** A text that filters once its typing has paused. */
function Typed({ name, label, search, set }: TypedProps & { readonly name: string; readonly label: string }) {
  const [text, setText] = useState(search.get(name) ?? '');
  useEffect(() => {
    if (text === (search.get(name) ?? '')) return undefined;
    const pause = setTimeout(() => set({ [name]: text }), TYPING_MS);
    return () => clearTimeout(pause);
  }, [text, name, search, set]);
  return (
    <Field label={label}>
      {(bound) => <Input {...bound} allowClear value={text} onChange={({ target }) => setText(target.value)} maxLength={100} />}
    </Field>
  );
}

function AmountFrom({ search, set }: TypedProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  const [text, setText] = useState('');
  const typed = typedAmount(text, program.currency);
  const problem = 'problem' in typed && typed.problem !== 'EMPTY' ? t(`amount.${typed.problem}`, { currency: program.currency }) : null;
  const minor = 'minor' in typed ? String(typed.minor) : undefined;
  useEffect(() => {
    if (problem !== null || minor === (search.get('minMinor') ?? undefined)) return undefined;
    const pause = setTimeout(() => set({ minMinor: minor }), TYPING_MS);
    return () => clearTimeout(pause);
  }, [minor, problem, search, set]);
  return (
    <Field label={t('filter.amountFrom')} error={problem}>
      {(bound) => (
        <Input {...bound} inputMode="decimal" value={text} onChange={({ target }) => setText(target.value)} suffix={program.currency} />
      )}
    </Field>
  );
}
