import { TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([TooltipComponent, SVGRenderer]);

/** What a picture needs. */
export interface DrawingProps {
  readonly option: EChartsCoreOption;
  /** Pixels. */
  readonly height: number;
  /** Says in words what the picture shows. */
  readonly label: string;
}

/** A picture of figures. The figures are always there as text as well. */
export function Drawing({ option, height, label }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<ECharts | null>(null);
  useEffect(() => {
    if (box.current === null) return undefined;
    const chart = init(box.current, null, { renderer: 'svg' });
    drawn.current = chart;
    const observer = new ResizeObserver(() => chart.resize({ animation: { duration: 0 } }));
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
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
