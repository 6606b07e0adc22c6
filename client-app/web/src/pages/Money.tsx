import { Button, Drawer, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statement, Token } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { usePages } from '../api/usePages';
import { useCommand } from '../api/useCommand';
import { Card, Figure, Figures } from '../parts/Card';
import { DataTable } from '../parts/DataTable';
import { LatePayments } from '../parts/LatePayments';
import { Refused } from '../parts/Refused';
import { useTokenColumns, type Arrivals } from '../parts/tokenColumns';
import { Amount } from '../parts/texts';
import { useFree } from '../parts/free';
import { useSession } from '../session/session';
import { keepInAddress, Link, useAddress } from '../shell/router';
import { TokenWorth } from './money/TokenWorth';

const ALIVE = 'ACTIVE,LOCKED';

/** What the reader's company is owed and when, and what each part of it is worth today. */
export default function Money() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { search } = useAddress();
  const status = search.get('status') ?? ALIVE;
  const order =
    search.get('order') === '-dueDate'
      ? '-dueDate'
      : search.get('order') === 'amount'
        ? 'amount'
        : search.get('order') === '-amount'
          ? '-amount'
          : 'dueDate';
  const list = usePages('/programs/{program}/tokens', { owner: me.company.id, status, order });
  const [asked, setAsked] = useState<string | null>(null);
  const { data: statement } = useAsk('/programs/{program}/statement');
  const arrivals = useMemo(() => arrivalsIn(statement?.lines ?? []), [statement]);
  const columns = useTokenColumns({ onWorth: setAsked, arrivals });
  return (
    <div className="stack">
      <Totals statement={statement} />
      <p className="files">
        <Link to="/cash">{t('page.cash')}</Link>
        <Link to="/pay">{t('page.pay')}</Link>
      </p>
      <Waiting statement={statement} />
      <LatePayments />
      <DataTable<Token>
        name={t('page.money')}
        rows={list.rows}
        columns={columns}
        keyOf={({ token }) => token}
        problem={list.problem}
        again={list.again}
        more={list.more}
        empty={t('money.nothing')}
        order={order}
        onOrder={(wanted) => keepInAddress({ order: wanted })}
        toolbar={
          <Segmented
            aria-label={t('column.status')}
            value={status}
            onChange={(value) => keepInAddress({ status: value === ALIVE ? undefined : value })}
            options={[
              { value: ALIVE, label: t('money.alive') },
              { value: 'REDEEMED', label: t('money.paid') },
            ]}
          />
        }
      />
      <Drawer open={asked !== null} onClose={() => setAsked(null)} title={t('worth.title')} size={460} destroyOnHidden>
        {asked === null ? null : <TokenWorth token={asked} />}
      </Drawer>
    </div>
  );
}

/** What is still to come, what can be used, and what is held: of all tokens, however many are shown. */
function Totals({ statement }: { readonly statement: Statement | undefined }) {
  const { t } = useTranslation();
  const free = useFree();
  if (statement === undefined || free === null || statement.lines.length === 0) return null;
  return (
    <Figures>
      <Figure name={t('money.owed')}>
        <Amount minor={statement.total.restMinor} withCurrency />
      </Figure>
      <Figure name={t('money.free')}>
        <Amount minor={free.freeMinor} withCurrency />
      </Figure>
      <Figure name={t('money.held')}>
        <Amount minor={free.heldMinor} withCurrency />
      </Figure>
    </Figures>
  );
}

/** What has arrived and is not paid out, by receivable. */
function arrivalsIn(lines: Statement['lines']): Arrivals {
  const arrived = lines.filter(({ waitingMinor }) => waitingMinor !== '0');
  return new Map(arrived.map(({ receivable, restMinor }) => [receivable, restMinor === '0' ? 'ALL' : 'PART']));
}

/** Money that has arrived at the settlement bank and waits to be paid out. */
function Waiting({ statement }: { readonly statement: Statement | undefined }) {
  const { t } = useTranslation();
  const redeem = useCommand('/programs/{program}/commands/redeem');
  const waiting = BigInt(statement?.total.waitingMinor ?? 0);
  if (waiting === 0n) return null;
  return (
    <Card className="good">
      <p>
        {t('money.arrived')}{' '}
        <b>
          <Amount minor={waiting} withCurrency />
        </b>
      </p>
      <Button type="primary" loading={redeem.isPending} onClick={() => redeem.mutate({})}>
        {t('money.payOut')}
      </Button>
      <Refused problem={redeem.error} again={() => redeem.mutate({})} />
    </Card>
  );
}
