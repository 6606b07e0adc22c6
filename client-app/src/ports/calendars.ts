import type { Calendar } from '@tierline/chaincode/api';

/** Where the working days of a currency come from. @throws Fault MALFORMED for what is no currency. */
export type Calendars = (currency: string) => Promise<Calendar>;
