import { useTranslation } from 'react-i18next';
import type { Statement as StatementOf } from '../api/answers';
import { useAsk } from '../api/useAsk';
import { plainAmount } from '../format/money';
import { Card, Figure, Figures } from '../parts/Card';
import { DataTable, type Column } from '../parts/DataTable';
import { receivablePage } from '../parts/receivableColumns';
import { Failed, Loading } from '../parts/States';
import { Amount, CompanyName, Day, State, useCompanyName } from '../parts/texts';
import { useSession } from '../session/session';
import { Link } from '../shell/router';

type Line = StatementOf['lines'][number];
type Instalment = StatementOf['instalments'][number];

/** The reader's account: receivable by receivable, and instalment by instalment. */
export default function Statement() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/programs/{program}/statement');
  const lines = useLines();
  const instalments = useInstalments();
  if (data === undefined) return error === null ? <Loading rows={8} /> : <Failed problem={error} again={() => void refetch()} />;
  const { total } = data;
  return (
    <div className="stack">
      <Figures>
        {(['heldMinor', 'paidMinor', 'waitingMinor', 'restMinor', 'interestMinor'] as const).map((name) => (
          <Figure key={name} name={t(`statement.${name}`)}>
            <Amount minor={total[name]} withCurrency />
          </Figure>
        ))}
      </Figures>
      <Files />
      <Card title={t('statement.lines')}>
        <DataTable<Line>
          name={t('statement.lines')}
          rows={data.lines}
          columns={lines}
          keyOf={({ receivable }) => receivable}
          empty={t('statement.nothing')}
        />
      </Card>
      <Card title={t('statement.instalments')}>
        <DataTable<Instalment>
          name={t('statement.instalments')}
          rows={data.instalments}
          columns={instalments}
          keyOf={({ receivable, bankReference }) => `${receivable} ${bankReference}`}
          empty={t('statement.noInstalments')}
        />
      </Card>
    </div>
  );
}

/** The statement as a paper, and as files for other programs. */
function Files() {
  const { t, i18n } = useTranslation();
  const { program } = useSession();
  const address = (format: string): string =>
    `/api/v1/programs/${encodeURIComponent(program.id)}/statement/file?format=${format}&lang=${i18n.language}`;
  return (
    <p className="files">
      {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
        <a key={format} href={address(format)} download>
          {t(`statement.file.${format}`)}
        </a>
      ))}
    </p>
  );
}

function useLines(): readonly Column<Line>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const amount = (key: 'heldMinor' | 'paidMinor' | 'waitingMinor' | 'restMinor' | 'interestMinor'): Column<Line> => ({
    key,
    title: t(`statement.${key}`),
    cell: (line) => <Amount minor={line[key]} />,
    text: (line) => plainAmount(line[key], program.currency),
    isNumber: true,
    width: 130,
  });
  return [
    {
      key: 'receivable',
      title: t('column.receivable'),
      cell: ({ receivable }) => <Link to={receivablePage(receivable)}>{receivable}</Link>,
      text: ({ receivable }) => receivable,
      width: 150,
    },
    {
      key: 'debtor',
      title: t('column.debtor'),
      cell: ({ debtor }) => <CompanyName id={debtor} />,
      text: ({ debtor }) => nameOf(debtor),
      width: 170,
    },
    {
      key: 'payDate',
      title: t('column.payDate'),
      cell: ({ payDate }) => <Day date={payDate} />,
      text: ({ payDate }) => payDate,
      width: 130,
    },
    amount('heldMinor'),
    amount('paidMinor'),
    amount('waitingMinor'),
    amount('restMinor'),
    amount('interestMinor'),
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status }) => <State of="receivable" is={status} />,
      text: ({ status }) => t(`status.receivable.${status}`),
      width: 130,
    },
  ];
}

function useInstalments(): readonly Column<Instalment>[] {
  const { t } = useTranslation();
  const { program } = useSession();
  const amount = (key: 'receivedMinor' | 'entitledMinor' | 'paidMinor' | 'restMinor' | 'interestPaidMinor'): Column<Instalment> => ({
    key,
    title: t(`instalment.${key}`),
    cell: (line) => <Amount minor={line[key]} />,
    text: (line) => plainAmount(line[key], program.currency),
    isNumber: true,
    width: 140,
  });
  return [
    { key: 'on', title: t('instalment.on'), cell: ({ on }) => <Day date={on} />, text: ({ on }) => on, width: 130 },
    {
      key: 'receivable',
      title: t('column.receivable'),
      cell: ({ receivable }) => <Link to={receivablePage(receivable)}>{receivable}</Link>,
      text: ({ receivable }) => receivable,
      width: 150,
    },
    {
      key: 'bankReference',
      title: t('instalment.bankReference'),
      cell: ({ bankReference }) => bankReference,
      text: ({ bankReference }) => bankReference,
      width: 150,
    },
    amount('receivedMinor'),
    amount('entitledMinor'),
    amount('paidMinor'),
    amount('restMinor'),
    amount('interestPaidMinor'),
  ];
}
