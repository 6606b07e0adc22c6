import { useTranslation } from 'react-i18next';
import type { CompanyRow } from '../api/answers';
import { usePages } from '../api/usePages';
import { DataTable, type Column } from '../parts/DataTable';
import { useAddress } from '../shell/router';

/** The companies of the network, as the register has them. */
export default function Companies() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const list = usePages('/programs/{program}/lists/companies');
  const wanted = search.get('company');
  const columns: readonly Column<CompanyRow>[] = [
    {
      key: 'name',
      title: t('company.name'),
      cell: ({ name, company }) => (
        <span className="two">
          <b>{name}</b>
          <small className="mono">{company}</small>
        </span>
      ),
      text: ({ name }) => name,
      width: 220,
    },
    {
      key: 'roles',
      title: t('company.roles'),
      cell: ({ roles }) =>
        roles
          .split(' ')
          .map((role) => t(`company.role.${role}`))
          .join(', '),
      text: ({ roles }) => roles,
      width: 160,
    },
    {
      key: 'code',
      title: t('company.code'),
      cell: ({ scheme, code }) => (
        <span className="two">
          <span className="mono">{code}</span>
          <small>{t(`company.scheme.${scheme}`)}</small>
        </span>
      ),
      text: ({ code }) => code,
      width: 220,
    },
    { key: 'host', title: t('company.host'), cell: ({ host }) => host, text: ({ host }) => host, width: 150 },
    { key: 'size', title: t('company.size'), cell: ({ size }) => t(`company.is.${size}`), text: ({ size }) => size, width: 110 },
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status }) => <span className={`state ${status === 'ACTIVE' ? 'good' : 'bad'}`}>{t(`status.company.${status}`)}</span>,
      text: ({ status }) => status,
      width: 120,
    },
  ];
  const rows = wanted === null ? list.rows : list.rows?.filter(({ company }) => company === wanted);
  return (
    <DataTable<CompanyRow>
      name={t('page.companies')}
      rows={rows}
      columns={columns}
      keyOf={({ company }) => company}
      problem={list.problem}
      again={list.again}
      more={list.more}
      empty={t('companies.nothing')}
    />
  );
}
