import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import type { Job } from '../../api/client';
import { survey } from '../../api/jobs';
import type { Problem } from '../../api/problem';
import { READ_ONCE } from '../../api/readAgain';
import { sumOf } from '../../format/money';
import { Figure, Figures } from '../../parts/Card';
import { Field } from '../../parts/Field';
import { RefusalTable } from '../../parts/RefusalTable';
import { Failed, Reading } from '../../parts/States';
import { Amount } from '../../parts/texts';
import { ActButtons, ActProgress, useActWork, useBegin } from './ActWork';
import { DueMonths } from './DueMonths';

/** What a core does with receivables that wait. */
export type Act = 'check' | 'confirm' | 'return';

/** Reasons for which a core sends receivables back. */
const REASONS = ['WRONG_AMOUNT', 'WRONG_DATE', 'NOT_DELIVERED', 'NO_CONTRACT', 'OTHER'] as const;

/** What an act is about. */
export interface ActProps {
  readonly act: Act;
  readonly rows: readonly Receivable[];
  readonly onClose: () => void;
}

/** Shows what an act will do before it is done: sum, due dates, refusals; then does it, with progress and what was refused. */
export function ActDialog({ act, rows, onClose }: ActProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string>(REASONS[0]);
  const beginWith = useBegin(act, reason);
  const ids = useMemo(() => rows.map(({ receivable }) => receivable), [rows]);
  const before = useQuery<NonNullable<Job['result']>, Problem>({
    queryKey: ['before', act, ids],
    queryFn: ({ signal }) => survey(beginWith(ids), signal),
    staleTime: Infinity,
    meta: READ_ONCE,
  });
  const work = useActWork(act, beginWith);
  const refused = new Set((before.data?.refused ?? []).map(({ item }) => item));
  const good = rows.filter(({ receivable }) => !refused.has(receivable));
  const canStart = before.data !== undefined && good.length > 0;
  const start = (
    <>
      <Button onClick={onClose}>{t('act.cancel')}</Button>
      <Button type="primary" disabled={!canStart} onClick={() => work.start(good)}>
        {t(`act.do.${act}`, { count: good.length })}
      </Button>
    </>
  );
  return (
    <Modal
      open
      title={t(`act.title.${act}`)}
      width={720}
      onCancel={onClose}
      closable={!work.isRunning}
      mask={{ closable: false }}
      keyboard={!work.isRunning}
      footer={work.isIdle ? start : <ActButtons work={work} onClose={onClose} />}
    >
      <div className="stack">
        {work.isIdle ? (
          <>
            <What act={act} rows={good} />
            {act === 'return' ? <Reason reason={reason} choose={setReason} /> : null}
            <Before result={before.data} problem={before.error} again={() => void before.refetch()} />
            {work.job.problem === null ? null : <Failed problem={work.job.problem} again={work.job.forget} />}
          </>
        ) : (
          <ActProgress work={work} />
        )}
      </div>
    </Modal>
  );
}

/** What would be refused, once it is known. */
interface BeforeProps {
  readonly result: NonNullable<Job['result']> | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
}

function Before({ result, problem, again }: BeforeProps) {
  const { t } = useTranslation();
  if (result === undefined) return <Reading problem={problem} again={again} />;
  return <RefusalTable title={t('act.refused', { count: result.refusedCount })} refusals={result.refused} />;
}

/** Sum and due dates of what will be done, and what it means. */
function What({ act, rows }: { readonly act: Act; readonly rows: readonly Receivable[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Figures>
        <Figure name={t('column.count')}>{rows.length}</Figure>
        <Figure name={t('column.face')}>
          <Amount minor={sumOf(rows.map(({ faceMinor }) => faceMinor))} withCurrency />
        </Figure>
      </Figures>
      <DueMonths rows={rows} />
      {act === 'confirm' ? <blockquote>{t('act.undertaking')}</blockquote> : null}
      <p>{t(`act.means.${act}`)}</p>
    </>
  );
}

function Reason({ reason, choose }: { readonly reason: string; readonly choose: (reason: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('act.reason')}>
      {(bound) => (
        <Select {...bound} value={reason} onChange={choose} options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))} />
      )}
    </Field>
  );
}
