import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receivable } from '../api/answers';
import { usePages } from '../api/usePages';
import { DataTable } from '../parts/DataTable';
import { useReceivableColumns } from '../parts/receivableColumns';
import { RunningJobs } from '../parts/RunningJobs';
import { useSession } from '../session/session';
import { keepInAddress, useAddress } from '../shell/router';
import { ActDialog, type Act } from './payables/ActDialog';
import { ChosenBar } from './payables/ChosenBar';
import { Filters, filterOf } from './payables/Filters';
import { useChosen } from './payables/useChosen';
import { MOST_CHOSEN, useGathering } from './payables/useGathering';

/** A core's payables: filter, choose hundreds, see what will happen, check or confirm them in one act. */
export default function Payables() {
  const { t } = useTranslation();
  const { me, isMaker, isChecker } = useSession();
  const { search } = useAddress();
  const [act, setAct] = useState<Act | null>(null);
  const filter = filterOf(search);
  const list = usePages('/programs/{program}/receivables', { ...filter, debtor: me.company.id });
  const columns = useReceivableColumns('creditor');
  const { chosen, rows, choose } = useChosen(list, search.toString());
  const done = useCallback(() => {
    setAct(null);
    choose([]);
  }, [choose]);
  const open = useMemo(
    () => (list.rows ?? []).filter(({ status }) => (isMaker && status === 'SUBMITTED') || (isChecker && status === 'CHECKED')),
    [list.rows, isMaker, isChecker],
  );
  const { isGathering, gather } = useGathering({ list, open, choose });
  const isAll = list.more === undefined && open.length <= MOST_CHOSEN;
  return (
    <div className="stack">
      <p className="rule">{t('payables.rule')}</p>
      {act === null ? <RunningJobs kinds={['CHECK', 'CONFIRM', 'RETURN']} /> : null}
      <Filters search={search} onChange={() => choose([])} />
      <DataTable<Receivable>
        name={t('page.payables')}
        rows={list.rows}
        columns={columns}
        keyOf={({ receivable }) => receivable}
        problem={list.problem}
        again={list.again}
        more={list.more}
        empty={t('payables.nothing')}
        choosing={{ chosen, choose }}
        order={search.get('order') ?? undefined}
        onOrder={(order) => keepInAddress({ order })}
        toolbar={
          open.length === 0 ? null : (
            <Button size="small" loading={isGathering} onClick={gather}>
              {isAll ? t('payables.chooseOpen', { count: open.length }) : t('payables.chooseMost', { most: MOST_CHOSEN })}
            </Button>
          )
        }
      />
      <ChosenBar rows={rows} onAct={setAct} onClear={() => choose([])} />
      {act === null ? null : <ActDialog act={act} rows={rows} onClose={done} />}
    </div>
  );
}
