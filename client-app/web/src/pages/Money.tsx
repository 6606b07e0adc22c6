import { Button, Drawer, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { usePages } from '../api/usePages';
import { useCommand } from '../api/useCommand';
import { sumOf } from '../format/money';
import { Card, Figure, Figures } from '../parts/Card';
import { DataTable } from '../parts/DataTable';
import { LatePayments } from '../parts/LatePayments';
import { Refused } from '../parts/Refused';
import { isUsable, useTokenColumns } from '../parts/tokenColumns';
import { Amount } from '../parts/texts';
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
  const columns = useTokenColumns({ onWorth: setAsked });
  return (
    <div className="stack">
      <Totals tokens={list.rows ?? []} />
      <p className="files">
        <Link to="/cash">{t('page.cash')}</Link>
        <Link to="/pay">{t('page.pay')}</Link>
      </p>
      <Waiting />
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

function Totals({ tokens }: { readonly tokens: readonly Token[] }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const alive = tokens.filter(({ status }) => status === 'ACTIVE' || status === 'LOCKED');
  const sum = (of: readonly Token[]): bigint => sumOf(of.map(({ amountMinor }) => amountMinor));
  if (alive.length === 0) return null;
  return (
    <Figures>
      <Figure name={t('money.owed')}>
        <Amount minor={sum(alive)} withCurrency />
      </Figure>
      <Figure name={t('money.free')}>
        <Amount minor={sum(alive.filter((token) => isUsable(token, program.businessDate)))} withCurrency />
      </Figure>
      <Figure name={t('money.held')}>
        <Amount minor={sum(alive.filter(({ status }) => status === 'LOCKED'))} withCurrency />
      </Figure>
    </Figures>
  );
}

/** Money that has arrived at the settlement bank and waits to be paid out. */
function Waiting() {
  const { t } = useTranslation();
  const { data } = useAsk('/programs/{program}/statement');
  const redeem = useCommand('/programs/{program}/commands/redeem');
  const waiting = BigInt(data?.total.waitingMinor ?? 0);
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
