import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/client';
import { money } from '../../format/money';
import { Figure, Figures } from '../../parts/Card';
import { RefusalTable } from '../../parts/RefusalTable';

/** What a file would come to. */
export interface FileSurveyProps {
  readonly result: NonNullable<Job['result']>;
  readonly onSubmit: () => void;
}

/** What stands in a file before any of it is submitted: rows, invoices, sums, what is refused and why. */
export function FileSurvey({ result: { import: told, refused, refusedCount }, onSubmit }: FileSurveyProps) {
  const { t } = useTranslation();
  if (told === null) return null;
  if (told.alreadyImported) {
    return (
      <p className="note" role="status">
        {t('file.again')}
      </p>
    );
  }
  const { read, documents, totals, proposed, notes } = told;
  return (
    <div className="stack">
      <Figures>
        <Figure name={t('file.rows')}>{read}</Figure>
        <Figure name={t('file.invoices')}>{documents}</Figure>
        <Figure name={t('file.refused')} {...(refusedCount > 0 ? { tone: 'bad' as const } : {})}>
          {refusedCount}
        </Figure>
        {totals.map(({ currency, amountMinor }) => (
          <Figure key={currency} name={t('file.sum')}>
            {money(amountMinor, currency)} <small>{currency}</small>
          </Figure>
        ))}
      </Figures>
      {proposed.length === 0 ? null : (
        <p className="warning">{t('file.unknown', { count: proposed.length, names: proposed.map(({ name }) => name).join(', ') })}</p>
      )}
      {notes.length === 0 ? null : (
        <details className="seldom">
          <summary>{t('file.notes')}</summary>
          <ul>
            {notes.map(({ note, count, termDays, names }) => (
              <li key={note}>{t(`file.note.${note}`, { count, days: termDays, names: names.join(', ') })}</li>
            ))}
          </ul>
        </details>
      )}
      <RefusalTable title={t('act.refused', { count: refusedCount })} refusals={refused} />
      <p>
        <Button type="primary" size="large" disabled={documents === 0} onClick={onSubmit}>
          {t('file.submit', { count: documents })}
        </Button>
      </p>
    </div>
  );
}
