import { lazy, Suspense, useMemo } from 'react';
import { Loading } from '../parts/States';
import { useAppearance } from '../shell/theme';
import { paletteOf } from './palette';

const Chart = lazy(() => import('./BarChart'));

/** One bar, or one part of a bar. */
export interface Bar {
  readonly name: string;
  /** Minor units. */
  readonly minor: bigint;
  /** What is shown of the value. */
  readonly text: string;
  readonly tone?: 'accent' | 'warn' | 'bad' | 'good';
}

/** What bars need. */
export interface BarsProps {
  readonly bars: readonly Bar[];
  readonly label: string;
  readonly height?: number;
}

const HEIGHT = 240;
const DIGITS = 1_000_000n;

/** Bars side by side. Their heights are drawn to a millionth of the longest; figures come from the digits. */
export function Bars({ bars, label, height = HEIGHT }: BarsProps) {
  const { isDark } = useAppearance();
  const option = useMemo(() => {
    const colours = paletteOf(isDark);
    const longest = bars.reduce((most, { minor }) => (minor > most ? minor : most), 1n);
    return {
      animationDuration: 250,
      grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        backgroundColor: colours.card,
        borderColor: colours.line,
        textStyle: { color: colours.ink },
        formatter: ([found]: readonly { readonly dataIndex: number }[]) => {
          const bar = bars[found?.dataIndex ?? 0];
          return bar === undefined ? '' : `${bar.name}<br><b>${bar.text}</b>`;
        },
      },
      xAxis: {
        type: 'category',
        data: bars.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
        axisLabel: { color: colours.soft, interval: 0, overflow: 'break', width: 84, hideOverlap: true },
      },
      yAxis: { type: 'value', show: false, max: Number(DIGITS) },
      series: [
        {
          type: 'bar',
          barMaxWidth: 44,
          data: bars.map(({ minor, tone = 'accent', text }) => ({
            value: Number((minor * DIGITS) / longest),
            itemStyle: { color: colours[tone], borderRadius: [3, 3, 0, 0] },
            label: { show: minor > 0n, position: 'top', color: colours.soft, fontSize: 11, formatter: () => text },
          })),
        },
      ],
    };
  }, [bars, isDark]);
  return (
    <Suspense fallback={<Loading />}>
      <Chart option={option} height={height} label={label} />
    </Suspense>
  );
}
