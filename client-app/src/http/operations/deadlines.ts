import { z } from 'zod';
import { DEADLINE_KINDS } from '../../app/deadlines/deadline';
import { deadlinesOf } from '../../app/deadlines/deadlinesOf';
import { calendarOfDeadlines, mailOf } from '../../app/deadlines/digest';
import { LANGUAGES } from '../../ports/documents';
import { amount, ids, wholeText, words } from '../answers';
import { download, question } from '../operation';
import { deskOf } from '../service';

const CALENDAR = 'text/calendar';
const DEFAULT_DAYS = 3;
const MAX_DAYS = 31;

const params = z.strictObject({ program: ids.program });
const query = z.strictObject({
  days: wholeText(1, MAX_DAYS)
    .optional()
    .meta({ description: `${DEFAULT_DAYS} by default.` }),
  lang: z.enum(LANGUAGES).default('en'),
});

/** What ends soon. */
export const deadlineOperations = [
  question({
    id: 'deadlines',
    path: '/programs/{program}/deadlines',
    group: 'me',
    summary: "What ends soon for the caller's company: offers, payments, asks, payouts, days to contest, payment dates; and as an e-mail.",
    params,
    query,
    answer: z.strictObject({
      deadlines: z.array(
        z
          .strictObject({
            kind: z.enum(DEADLINE_KINDS),
            id: words,
            about: ids.company,
            amountMinor: amount,
            at: words.meta({ description: "A date, or a time in the program's own clock." }),
          })
          .meta({ id: 'Deadline' }),
      ),
      mail: z.strictObject({ subject: words, text: words }),
    }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const desk = await deskOf(call);
      const deadlines = await deadlinesOf(desk, call.query.days ?? DEFAULT_DAYS);
      return { deadlines, mail: mailOf(desk, deadlines, call.query.lang) };
    },
  }),

  download({
    id: 'deadlineCalendar',
    path: '/programs/{program}/deadlines/calendar',
    group: 'files',
    summary: 'What ends soon as a calendar file.',
    params,
    query,
    media: [CALENDAR],
    run: async (call) => {
      const { documents, now } = call.app;
      const desk = await deskOf(call);
      const deadlines = await deadlinesOf(desk, call.query.days ?? DEFAULT_DAYS);
      const madeAt = `${new Date(now()).toISOString().slice(0, 19)}Z`;
      const bytes = await documents.calendar(calendarOfDeadlines(desk, deadlines, call.query.lang, madeAt));
      return { media: CALENDAR, fileName: `${desk.view.id}-${desk.company.id}.ics`, bytes };
    },
  }),
];
