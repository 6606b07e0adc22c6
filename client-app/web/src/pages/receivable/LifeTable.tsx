import { useTranslation } from 'react-i18next';
import type { Trace } from '../../api/answers';
import { plainAmount } from '../../format/money';
import { DataTable, type Column } from '../../parts/DataTable';
import { Amount, CompanyName, useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';
import { branchesOf, isLeaf, type Branch } from './life';

const INDENT_PX = 16;

/** The tree of a receivable as a table: every token, whose it is, and what became of it. */
export function LifeTable({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const branches = branchesOf(trace);
  const columns = useBranchColumns();
  return (
    <DataTable<Branch>
      name={t('receivable.tokens')}
      rows={branches}
      columns={columns}
      keyOf={({ node }) => node.token}
      empty={t('receivable.whole')}
    />
  );
}

function useBranchColumns(): readonly Column<Branch>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  return [
    {
      key: 'amount',
      title: t('column.amountIn', { currency: program.currency }),
      cell: ({ node, depth }) => (
        <span style={{ paddingInlineStart: depth * INDENT_PX }} className={isLeaf(node) ? '' : 'soft'}>
          {depth === 0 ? '' : '\u2514 '}
          <Amount minor={node.amountMinor} />
        </span>
      ),
      text: ({ node }) => plainAmount(node.amountMinor, program.currency),
      width: 220,
    },
    {
      key: 'owner',
      title: t('column.owner'),
      cell: ({ node }) => (node.owner === null ? <small>{t('receivable.hidden')}</small> : <CompanyName id={node.owner} />),
      text: ({ node }) => (node.owner === null ? '' : nameOf(node.owner)),
      width: 190,
    },
    {
      key: 'tier',
      title: t('column.tier'),
      cell: ({ node }) => node.tier ?? '\u2013',
      text: ({ node }) => String(node.tier ?? ''),
      isNumber: true,
      width: 70,
    },
    {
      key: 'state',
      title: t('column.status'),
      cell: ({ node }) => (
        <span className={`state ${node.state === 'ACTIVE' ? 'good' : node.state === 'LOCKED' ? 'wait' : 'done'}`}>
          {t(`life.state.${node.state}`)}
        </span>
      ),
      text: ({ node }) => t(`life.state.${node.state}`),
      width: 150,
    },
    {
      key: 'block',
      title: t('column.sinceBlock'),
      cell: ({ node }) => node.block,
      text: ({ node }) => String(node.block),
      isNumber: true,
      width: 110,
    },
    {
      key: 'token',
      title: t('column.token'),
      cell: ({ node }) => (
        <Link to={`/knowledge?token=${encodeURIComponent(node.token)}`}>
          <span className="mono">{node.token}</span>
        </Link>
      ),
      text: ({ node }) => node.token,
      width: 260,
    },
  ];
}
