import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { Moment } from './texts';

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** Whether a moment of the program's clock is over; looks every second. */
export function useIsOver(instant: string): boolean {
  const { businessNow } = useSession();
  const endMs = Date.parse(instant);
  const [isOver, setOver] = useState(() => businessNow() >= endMs);
  useEffect(() => {
    const look = (): void => setOver(businessNow() >= endMs);
    look();
    const timer = setInterval(look, SECOND_MS);
    return () => clearInterval(timer);
  }, [businessNow, endMs]);
  return isOver;
}

/** Until when something is open, how long that is by the program's clock, and that it is over once it is. */
export function Until({ instant }: { readonly instant: string }) {
  const { t } = useTranslation();
  const { businessNow } = useSession();
  const isOver = useIsOver(instant);
  const seconds = Math.max(0, Math.floor((Date.parse(instant) - businessNow()) / SECOND_MS));
  if (isOver) return <span className="late">{t('until.over')}</span>;
  return (
    <span className="two">
      <Moment instant={instant} />
      <small className={seconds < DAY_S ? 'late' : ''}>{leftIn(seconds, t)}</small>
    </span>
  );
}

function leftIn(seconds: number, t: ReturnType<typeof useTranslation>['t']): string {
  if (seconds >= DAY_S) return t('until.days', { days: Math.floor(seconds / DAY_S), hours: Math.floor((seconds % DAY_S) / HOUR_S) });
  if (seconds >= HOUR_S)
    return t('until.hours', { hours: Math.floor(seconds / HOUR_S), minutes: Math.floor((seconds % HOUR_S) / MINUTE_S) });
  return t('until.minutes', { minutes: Math.floor(seconds / MINUTE_S), seconds: seconds % MINUTE_S });
}
