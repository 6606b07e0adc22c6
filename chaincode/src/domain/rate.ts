import { Fault } from './fault';

/** The whole, in parts per million. */
export const PPM = 1_000_000n;
/** The highest annual rate that may be written anywhere: 100 %. */
export const MAX_RATE_PPM = 1_000_000;
/** The most days that a rate is applied to: a hundred years, far above any policy. */
export const MAX_RATE_DAYS = 36_525;

/** @throws Fault MALFORMED {field, value, limit} unless the value is an integer of least..most. */
export function requireWithin(field: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Fault('MALFORMED', { field, value: String(value), limit: `${least}..${most}` });
  }
}
