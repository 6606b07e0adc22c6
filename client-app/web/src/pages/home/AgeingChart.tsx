import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { Bars, type Bar } from '../../charts/Bars';
import { money, sumOf } from '../../format/money';
import { Card } from '../../parts/Card';
import { Failed, Loading, Nothing } from '../../parts/States';
import { useSession } from '../../session/session';

/** Ages in the order in which money moves: what is late first. */
const AGES = [
  'LATE_OVER_90',
  'LATE_61_90',
  'LATE_31_60',
  'LATE_1_30',
  'DUE_TODAY',
  'DUE_IN_1_30',
  'DUE_IN_31_60',
  'DUE_IN_61_90',
  'DUE_LATER_THAN_90',
] as const;

/** Payables by due date: what is late, what comes soon, what comes later. */
export function AgeingChart() {
  const { t } = useTranslation();
  const { program } = useSession();
  const { data, error, refetch } = useAsk('/programs/{program}/ageing', { limit: 200 });
  const bars = useMemo(
    () =>
      AGES.flatMap((age): Bar[] => {
        const minor = sumOf((data?.lines ?? []).filter((line) => line.age === age).map(({ amountMinor }) => amountMinor));
        const isLate = age.startsWith('LATE');
        if (minor === 0n && isLate) return [];
        return [{ name: t(`age.${age}`), minor, text: money(minor, program.currency), tone: isLate ? 'bad' : 'accent' }];
      }),
    [data, program.currency, t],
  );
  if (error !== null && data === undefined) return <Failed problem={error} again={() => void refetch()} />;
  return (
    <Card title={t('home.ageing')}>
      {data === undefined ? (
        <Loading rows={5} />
      ) : data.lines.length === 0 ? (
        <Nothing>{t('home.noAgeing')}</Nothing>
      ) : (
        <Bars bars={bars} label={t('home.ageing')} />
      )}
    </Card>
  );
}
