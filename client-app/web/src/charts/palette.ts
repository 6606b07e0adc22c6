/** Colours of charts in one appearance. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly card: string;
  /** Told apart also by readers who do not tell red and green apart. */
  readonly series: readonly string[];
}

/** The colours of styles/base.css, as charts need them. */
export function paletteOf(isDark: boolean): Palette {
  return isDark
    ? {
        ink: '#e4e9ec',
        soft: '#a3afb8',
        line: '#2a353d',
        accent: '#4db8b3',
        good: '#62c497',
        warn: '#e3b35a',
        bad: '#f28d86',
        card: '#182026',
        series: ['#4db8b3', '#7aa2e3', '#e3b35a', '#c3a8f0', '#f0a58f', '#8fb996'],
      }
    : {
        ink: '#17232b',
        soft: '#51606b',
        line: '#e1e6ea',
        accent: '#0d6066',
        good: '#1c7a4e',
        warn: '#c98a1b',
        bad: '#a8221b',
        card: '#ffffff',
        series: ['#0d6066', '#3f6fb5', '#b7791f', '#7653a8', '#b5553a', '#5b8a66'],
      };
}
