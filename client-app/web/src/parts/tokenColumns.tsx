import { useTranslation } from 'react-i18next';
import type { Token } from '../api/answers';
import { plainAmount } from '../format/money';
import { useSession } from '../session/session';
import { Link } from '../shell/router';
import type { Column } from './DataTable';
import { receivablePage } from './receivableColumns';
import { Amount, CompanyName, Day, State, useCompanyName, useDistance } from './texts';

/** What stands beside each token. */
export interface TokenColumnsWanted {
  /** Shows what a token is worth today. */
  readonly onWorth?: (token: string) => void;
  /** What has arrived for receivables and is not paid out. */
  readonly arrivals?: Arrivals;
}

/** By receivable, whether all that is owed has arrived and waits to be paid out, or a part of it. */
export type Arrivals = ReadonlyMap<string, 'ALL' | 'PART'>;

/** Whether a token can still be paid with or sold: it is free, and its due date is not reached. */
function isUsable({ status, dueDate }: Token, today: string): boolean {
  return status === 'ACTIVE' && today < dueDate;
}

/** How a token stands, in plain words. */
function useHeldBy(arrivals: Arrivals): (token: Token) => string {
  const { t } = useTranslation();
  const { program } = useSession();
  return (token) => {
    const { status, lockedBy, receivable } = token;
    const arrived = status === 'ACTIVE' ? arrivals.get(receivable) : undefined;
    if (arrived !== undefined) return t(`token.says.ARRIVED_${arrived}`);
    if (status === 'LOCKED' && lockedBy !== null) return t(lockedBy.startsWith('TRF') ? 'token.says.OFFERED' : 'token.says.ASKED');
    return t(status === 'ACTIVE' && !isUsable(token, program.businessDate) ? 'token.says.DUE' : `token.says.${status}`);
  };
}

const NONE: Arrivals = new Map();

/** Columns of tokens. */
export function useTokenColumns({ onWorth, arrivals = NONE }: TokenColumnsWanted): readonly Column<Token>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const heldBy = useHeldBy(arrivals);
  const stateOf = (token: Token): string => {
    if (token.status !== 'ACTIVE' || isUsable(token, program.businessDate)) return token.status;
    return arrivals.get(token.receivable) === 'ALL' ? 'ARRIVED' : 'DUE';
  };
  return [
    {
      key: 'amountMinor',
      title: t('column.amountIn', { currency: program.currency }),
      cell: ({ amountMinor }) => (
        <b>
          <Amount minor={amountMinor} />
        </b>
      ),
      text: ({ amountMinor }) => plainAmount(amountMinor, program.currency),
      isNumber: true,
      orders: ['amount', '-amount'],
      width: 150,
    },
    {
      key: 'dueDate',
      title: t('column.payDate'),
      cell: (token) => <PayDay token={token} hasArrived={arrivals.get(token.receivable) === 'ALL'} />,
      text: ({ payDate, dueDate }) => payDate ?? dueDate,
      orders: ['dueDate', '-dueDate'],
      width: 150,
    },
    {
      key: 'debtor',
      title: t('column.paidBy'),
      cell: ({ debtor }) => <CompanyName id={debtor} />,
      text: ({ debtor }) => nameOf(debtor),
      width: 180,
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: (token) => (
        <span className="two">
          <State of="token" is={stateOf(token)} />
          <small>{heldBy(token)}</small>
        </span>
      ),
      text: heldBy,
      width: 210,
    },
    {
      key: 'more',
      title: t('column.more'),
      cell: ({ receivable, token, status }) => (
        <span className="links">
          {onWorth === undefined || status === 'REDEEMED' ? null : (
            <button type="button" className="quiet" onClick={() => onWorth(token)}>
              {t('money.worth')}
            </button>
          )}
          <Link to={receivablePage(receivable)}>{t('money.receivable')}</Link>
        </span>
      ),
      width: 220,
    },
  ];
}

/** When a token is paid, and how far that is. */
function PayDay({ token: { payDate, dueDate, status }, hasArrived }: { readonly token: Token; readonly hasArrived: boolean }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const distance = useDistance();
  const day = payDate ?? dueDate;
  const isLate = status !== 'REDEEMED' && !hasArrived && day < program.businessDate;
  const far = isLate ? t('days.late', { distance: distance(day) }) : distance(day);
  return (
    <span className="two">
      <Day date={day} />
      <small className={isLate ? 'late' : ''}>{status === 'REDEEMED' ? '' : far}</small>
    </span>
  );
}
