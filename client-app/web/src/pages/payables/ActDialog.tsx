import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../../api/answers';
import { refusalsBefore, useBatch, type ItemRefusal, type Send } from '../../api/batch';
import { tell } from '../../api/client';
import type { Problem } from '../../api/problem';
import { sumOf } from '../../format/money';
import { Figure, Figures } from '../../parts/Card';
import { Field } from '../../parts/Field';
import { RefusalTable } from '../../parts/RefusalTable';
import { Reading } from '../../parts/States';
import { Amount } from '../../parts/texts';
import { useSession } from '../../session/session';
import { ActProgress, GoingOn } from './ActProgress';
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
  const send = useSend(act, reason);
  const ids = useMemo(() => rows.map(({ receivable }) => receivable), [rows]);
  const before = useQuery<readonly ItemRefusal[], Problem>({
    queryKey: ['before', act, ids],
    queryFn: () => refusalsBefore(send, ids),
    staleTime: Infinity,
  });
  const batch = useBatch(send);
  const refused = new Set((before.data ?? []).map(({ item }) => item));
  const good = rows.filter(({ receivable }) => !refused.has(receivable));
  const isIdle = batch.state === 'idle';
  const start = (
    <>
      <Button onClick={onClose}>{t('act.cancel')}</Button>
      <Button
        type="primary"
        disabled={before.data === undefined || good.length === 0}
        onClick={() => void batch.start(good.map(({ receivable }) => receivable))}
      >
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
      closable={batch.state !== 'running'}
      mask={{ closable: false }}
      keyboard={batch.state !== 'running'}
      footer={isIdle ? start : <GoingOn batch={batch} onClose={onClose} />}
    >
      <div className="stack">
        {isIdle ? (
          <>
            <What act={act} rows={good} />
            {act === 'return' ? <Reason reason={reason} choose={setReason} /> : null}
            {before.data === undefined ? <Reading problem={before.error} again={() => void before.refetch()} /> : null}
            <RefusalTable title={t('act.refused', { count: refused.size })} refusals={before.data ?? []} />
          </>
        ) : (
          <ActProgress act={act} batch={batch} />
        )}
      </div>
    </Modal>
  );
}

/** How an act is sent. */
function useSend(act: Act, reason: string): Send {
  const { program } = useSession();
  return useCallback<Send>(
    (receivables, sending) => {
      const named = [...receivables];
      if (act === 'return')
        return tell('/transactions/receivable/return', {}, { program: program.id, receivables: named, reason }, sending);
      return tell(`/programs/{program}/commands/${act}`, { program: program.id }, { receivables: named }, sending);
    },
    [act, program.id, reason],
  );
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
