import { BarChart, SankeyChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { navigate } from '../shell/router';

echarts.use([BarChart, SankeyChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** What a picture needs. */
export interface ChartProps {
  readonly option: EChartsCoreOption;
  /** Pixels. */
  readonly height: number;
  /** Says in words what the picture shows. */
  readonly label: string;
  /** The page that belongs to a part of the picture; null for none. */
  readonly pageOf?: (name: string) => string | null;
}

/** A picture of figures. The figures are always there as text as well. */
export default function Chart({ option, height, label, pageOf }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<echarts.ECharts | null>(null);
  useEffect(() => {
    if (box.current === null) return undefined;
    const chart = echarts.init(box.current, null, { renderer: 'svg' });
    drawn.current = chart;
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    drawn.current?.setOption(option, true);
  }, [option]);
  useEffect(() => {
    const chart = drawn.current;
    chart?.off('click');
    chart?.on('click', ({ name }) => {
      const page = pageOf?.(name) ?? null;
      if (page !== null) navigate(page);
    });
  }, [pageOf]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
