import ical from 'ical-generator';
import type { CalendarFile } from '../../ports/documents';

const DATE_CHARACTERS = 10;

/** An iCalendar file (RFC 5545): dates are whole days, times are in UTC. */
export function calendarOf({ name, madeAt, events }: CalendarFile): string {
  const calendar = ical({ name, prodId: { company: 'Tierline', product: 'Tierline' } });
  for (const { id, at, title, text } of events) {
    calendar.createEvent({
      id,
      start: new Date(at),
      allDay: at.length === DATE_CHARACTERS,
      timezone: 'UTC',
      stamp: new Date(madeAt),
      summary: title,
      description: text,
    });
  }
  return calendar.toString();
}
