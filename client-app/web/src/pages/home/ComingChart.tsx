import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars, type Bar } from '../../charts/Bars';
import { monthText } from '../../format/dates';
import { money, sumOf } from '../../format/money';
import { Card } from '../../parts/Card';
import { Failed, Loading, Nothing } from '../../parts/States';
import { useSession } from '../../session/session';
import { useComing, type Coming } from './useComing';

const YYYY_MM = 7;

/** What the reader's company is owed, by the month in which it is to be paid. */
export function ComingChart() {
  const { t, i18n } = useTranslation();
  const { program } = useSession();
  const { lines, problem, again } = useComing();
  const bars = useMemo(() => {
    if (lines === undefined) return undefined;
    const late = lines.filter(({ payDate }) => payDate < program.businessDate);
    const coming = lines.filter(({ payDate }) => payDate >= program.businessDate);
    const months = [...new Set(coming.map(({ payDate }) => payDate.slice(0, YYYY_MM)))].sort();
    const bar = (name: string, of: readonly Coming[], tone: 'accent' | 'bad'): Bar => {
      const minor = sumOf(of.map(({ minor: each }) => each));
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
  }, [lines, i18n.language, program, t]);
  if (problem !== null && bars === undefined) return <Failed problem={problem} again={again} />;
  return (
    <Card title={t('home.coming')}>
      {bars === undefined ? (
        <Loading rows={5} />
      ) : bars.length === 0 ? (
        <Nothing>{t('home.nothingComing')}</Nothing>
      ) : (
        <Bars bars={bars} label={t('home.coming')} />
      )}
    </Card>
  );
}
