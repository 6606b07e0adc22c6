import type { Logger } from 'pino';
import type { Alarm } from '../problem';
import { Metrics } from './metrics';
import { logTo, type LogSettings } from './requestLog';

/** What the server tells of itself to those who run it. */
export interface Instruments {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Logs and counts what nobody who asks can mend. */
  readonly alarm: Alarm;
}

/** Makes them. @param also told of each alarm as well */
export function instrumentsOf(log: LogSettings, also: Alarm = () => undefined): Instruments {
  const logger = logTo(log);
  const metrics = new Metrics();
  return {
    logger,
    metrics,
    alarm: (line) => {
      metrics.alarm();
      logger.error({ alarm: line }, 'alarm');
      also(line);
    },
  };
}
