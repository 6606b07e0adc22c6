import { useTranslation } from 'react-i18next';
import type { Deal } from '../../api/answers';
import { percent, plainAmount } from '../../format/money';
import type { Column } from '../../parts/DataTable';
import { Amount, CompanyName, State, useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';

/** Columns of agreed sales; a price is there only for who may see it. */
export function useDealColumns(): readonly Column<Deal>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  return [
    { key: 'ask', title: t('column.deal'), cell: ({ ask }) => <span className="mono">{ask}</span>, text: ({ ask }) => ask, width: 160 },
    {
      key: 'seller',
      title: t('column.seller'),
      cell: ({ seller }) => <CompanyName id={seller} />,
      text: ({ seller }) => nameOf(seller),
      width: 180,
    },
    { key: 'bank', title: t('column.bank'), cell: ({ bank }) => <CompanyName id={bank} />, text: ({ bank }) => nameOf(bank), width: 140 },
    {
      key: 'faceMinor',
      title: t('column.faceIn', { currency: program.currency }),
      cell: ({ faceMinor }) => <Amount minor={faceMinor} />,
      text: ({ faceMinor }) => plainAmount(faceMinor, program.currency),
      isNumber: true,
    },
    {
      key: 'proceedsMinor',
      title: t('column.proceeds'),
      cell: ({ proceedsMinor }) => <Amount minor={proceedsMinor} />,
      text: ({ proceedsMinor }) => (proceedsMinor === null ? '' : plainAmount(proceedsMinor, program.currency)),
      isNumber: true,
    },
    {
      key: 'ratePpm',
      title: t('column.rate'),
      cell: ({ ratePpm }) => (ratePpm === null ? '\u2013' : percent(ratePpm)),
      text: ({ ratePpm }) => (ratePpm === null ? '' : percent(ratePpm)),
      isNumber: true,
      width: 90,
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status }) => <State of="deal" is={status} />,
      text: ({ status }) => t(`status.deal.${status}`),
      width: 140,
    },
  ];
}
