import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { usePages } from '../api/usePages';
import { useCommand } from '../api/useCommand';
import { timeText } from '../format/dates';
import { Card } from '../parts/Card';
import { MoreButton } from '../parts/MoreButton';
import { Refused } from '../parts/Refused';
import { Nothing, Reading } from '../parts/States';
import { Amount, CompanyName, Moment, State } from '../parts/texts';
import { Until, useIsOver } from '../parts/Until';
import { useSession } from '../session/session';
import { acceptanceChosen } from '../signing/chosenActs';
import { useDecisive } from '../signing/useDecisive';

const MOST = 200;

/** Payments with tokens: what is offered to the reader's company, and what it has offered to others. */
export default function Incoming() {
  const { t } = useTranslation();
  const { me } = useSession();
  const all = useAsk('/programs/{program}/lists/transfers', { limit: MOST, order: '-expiresAt' });
  // What is open is never crowded out by what is over.
  const waiting = usePages('/programs/{program}/lists/transfers', { status: 'OPEN', order: 'expiresAt' });
  const open = waiting.rows;
  if (all.data === undefined || open === undefined) {
    return <Reading problem={all.error ?? waiting.problem} again={() => void all.refetch().then(waiting.again)} />;
  }
  const offered = open.filter(({ payee }) => payee === me.company.id);
  const given = open.filter(({ payer }) => payer === me.company.id);
  const over = all.data.rows.filter(({ status }) => status !== 'OPEN');
  return (
    <div className="stack narrow">
      <Card title={t('incoming.offered')}>
        {offered.length === 0 ? <Nothing>{t('incoming.nothing')}</Nothing> : null}
        <ul className="deals">
          {offered.map((transfer) => (
            <Offered key={transfer.transfer} transfer={transfer} />
          ))}
        </ul>
      </Card>
      {given.length === 0 ? null : (
        <Card title={t('incoming.given')}>
          <ul className="deals">
            {given.map((transfer) => (
              <Given key={transfer.transfer} transfer={transfer} />
            ))}
          </ul>
        </Card>
      )}
      <MoreButton more={waiting.more} />
      {over.length === 0 ? null : (
        <Card title={t('incoming.over')}>
          <ul className="deals">
            {over.map(({ transfer, payer, payee, amountMinor, status, expiresAt }) => (
              <li key={transfer}>
                <div>
                  <b>
                    <Amount minor={amountMinor} withCurrency />
                  </b>{' '}
                  <CompanyName id={payer} /> {'\u2192'} <CompanyName id={payee} />
                  <br />
                  <small>
                    <Moment instant={expiresAt} />
                  </small>
                </div>
                <State of="transfer" is={status} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

interface TransferProps {
  readonly transfer: Transfer;
}

function Offered({ transfer: offered }: TransferProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  const { transfer, payer, amountMinor, expiresAt } = offered;
  const isOver = useIsOver(expiresAt);
  const accept = useDecisive('/transactions/token/accept', 'ACCEPT', () => acceptanceChosen(offered, program.currency));
  const reject = useCommand('/transactions/token/reject');
  const body = { program: program.id, transfers: [transfer] };
  return (
    <li>
      <div>
        <span className="big">
          <Amount minor={amountMinor} withCurrency />
        </span>
        <p>
          {t('incoming.from')} <CompanyName id={payer} />
        </p>
        <p className="hint">{t('incoming.means')}</p>
        <small>
          {t('incoming.until')} <Until instant={expiresAt} />
        </small>
      </div>
      <div className="buttons">
        <Button type="primary" disabled={isOver} loading={accept.isPending} onClick={() => accept.mutate(body)}>
          {t('incoming.accept')}
        </Button>
        <Button disabled={isOver} loading={reject.isPending} onClick={() => reject.mutate(body)}>
          {t('incoming.reject')}
        </Button>
      </div>
      <Refused problem={accept.error ?? reject.error} />
    </li>
  );
}

function Given({ transfer: { transfer, payee, amountMinor, expiresAt } }: TransferProps) {
  const { t } = useTranslation();
  const { program } = useSession();
  const [isLinked, setLinked] = useState(false);
  const withdraw = useCommand('/transactions/token/withdraw');
  return (
    <li>
      <div>
        <b>
          <Amount minor={amountMinor} withCurrency />
        </b>{' '}
        {t('incoming.to')} <CompanyName id={payee} />
        <br />
        <small>
          {t('incoming.until')} <Until instant={expiresAt} />
        </small>
      </div>
      <div className="buttons">
        <Button onClick={() => setLinked(true)}>{t('incoming.link')}</Button>
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ program: program.id, transfers: [transfer] })}>
          {t('incoming.withdraw')}
        </Button>
      </div>
      {isLinked ? <PaymentLink transfer={transfer} /> : null}
      <Refused problem={withdraw.error} />
    </li>
  );
}

/** A line to be sent to the payee's phone: it shows the payment until it ends, and takes nobody's place. */
function PaymentLink({ transfer }: { readonly transfer: string }) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useAsk(
    '/programs/{program}/transfers/{transfer}/link',
    { lang: i18n.language === 'zh' ? 'zh' : 'en' },
    { parts: { transfer } },
  );
  if (data === undefined) return <Reading problem={error} again={() => void refetch()} rows={1} />;
  return (
    <div className="phonelink">
      <p className="hint">{t('incoming.linkMade', { until: timeText(data.expiresAt, i18n.language) })}</p>
      <pre tabIndex={0}>{`${data.message}\n${data.url}`}</pre>
      <Button onClick={() => void navigator.clipboard.writeText(`${data.message}\n${data.url}`)}>{t('incoming.copy')}</Button>
    </div>
  );
}
