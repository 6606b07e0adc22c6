/** A time, RFC 3339 UTC in whole seconds: `2026-03-01T09:30:00Z`. Equal width, so text order is time order. */
export type Instant = string;

const PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const DAY_MS = 86_400_000;

/** The instant of a number of milliseconds since 1970 UTC, cut to the second. */
export function instantOf(epochMs: number): Instant {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 UTC. */
export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Whether the text is an instant that exists. */
export function isInstant(text: string): boolean {
  return PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && instantOf(Date.parse(text)) === text;
}

/** The instant some whole days later. */
export function addDaysToInstant(instant: Instant, days: number): Instant {
  return instantOf(epochMsOf(instant) + days * DAY_MS);
}
