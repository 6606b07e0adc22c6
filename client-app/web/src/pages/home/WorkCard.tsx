import { useTranslation } from 'react-i18next';
import type { WorkItem } from '../../api/answers';
import { dateText } from '../../format/dates';
import { sumOf } from '../../format/money';
import { Amount, useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';

/** Where each sort of work is done. */
const PLACES: Readonly<Record<string, string>> = {
  check: '/payables?status=SUBMITTED',
  confirm: '/payables?status=CHECKED',
  revise: '/submit',
  resubmit: '/submit',
  accept: '/incoming',
  withdraw: '/incoming',
  take: '/cash',
  receipt: '/cash',
  offer: '/asks',
  register: '/deals',
  payout: '/deals',
  disburse: '/deals',
  release: '/deals',
  settle: '/settle',
  redeem: '/settle',
  refund: '/settle',
  approveKey: '/keys',
  approve: '/approvals',
  agree: '/reductions',
};

/** What waits, one line for each sort of work, with the way to where it is done. */
export function WorkCard({ work, isCut }: { readonly work: readonly WorkItem[]; readonly isCut: boolean }) {
  const { t, i18n } = useTranslation();
  const { role } = useSession();
  const nameOf = useCompanyName();
  const sorts = [...new Set(work.map(({ what }) => what))];
  const until = (date: string): string => t('work.until', { date: dateText(date.slice(0, 10), i18n.language) });
  return (
    <ul className="work">
      {sorts.map((what) => {
        const items = work.filter((item) => item.what === what);
        const amounts = items.flatMap(({ amountMinor }) => amountMinor ?? []);
        const [first] = items.flatMap(({ until: end }) => end ?? []).sort();
        const [only] = items.length === 1 ? items : [];
        return (
          <li key={what}>
            <Link to={what === 'redeem' && role === 'supplier' ? '/money' : (PLACES[what] ?? '/')}>
              <b>{t(`work.what.${what}`, { count: items.length, isCut })}</b>
            </Link>
            <span className="num">{amounts.length === 0 ? null : <Amount minor={sumOf(amounts)} withCurrency />}</span>
            <small>
              {[
                only === undefined || what === 'redeem' ? '' : nameOf(only.about.split(',')[0] ?? ''),
                first === undefined ? '' : until(first),
              ]
                .filter((text) => text !== '')
                .join(' \u00b7 ')}
            </small>
          </li>
        );
      })}
      {isCut ? <li className="note">{t('work.more')}</li> : null}
    </ul>
  );
}
