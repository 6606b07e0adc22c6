import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortfolioLine } from '../../api/answers';
import { useAsk } from '../../api/useAsk';
import { Bars, type Bar } from '../../charts/Bars';
import { monthText } from '../../format/dates';
import { money, sumOf } from '../../format/money';
import { Card } from '../../parts/Card';
import { Failed, Loading, Nothing } from '../../parts/States';
import { useSession } from '../../session/session';

const YYYY_MM = 7;

/** What the reader's company is owed, by the month in which it is to be paid. */
export function ComingChart() {
  const { t, i18n } = useTranslation();
  const { program } = useSession();
  const { data, error, refetch } = useAsk('/programs/{program}/portfolio', { limit: 200 });
  const bars = useMemo(() => {
    const lines = data?.lines ?? [];
    const late = lines.filter(({ payDate }) => payDate < program.businessDate);
    const coming = lines.filter(({ payDate }) => payDate >= program.businessDate);
    const months = [...new Set(coming.map(({ payDate }) => payDate.slice(0, YYYY_MM)))].sort();
    const bar = (name: string, of: readonly PortfolioLine[], tone: 'accent' | 'bad'): Bar => {
      const minor = sumOf(of.map(({ amountMinor }) => amountMinor));
      return { name, minor, text: money(minor, program.currency), tone };
    };
    return [
      ...(late.length === 0 ? [] : [bar(t('home.overdue'), late, 'bad')]),
      ...months.map((month) =>
        bar(
          monthText(month, i18n.language),
          coming.filter(({ payDate }) => payDate.startsWith(month)),
          'accent',
        ),
      ),
    ];
  }, [data, i18n.language, program, t]);
  if (error !== null && data === undefined) return <Failed problem={error} again={() => void refetch()} />;
  return (
    <Card title={t('home.coming')}>
      {data === undefined ? (
        <Loading rows={5} />
      ) : bars.length === 0 ? (
        <Nothing>{t('home.nothingComing')}</Nothing>
      ) : (
        <Bars bars={bars} label={t('home.coming')} />
      )}
    </Card>
  );
}
