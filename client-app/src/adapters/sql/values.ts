/** How the values of PostgreSQL's types become values here, by the type's number: the same for both databases. */
export const VALUES: Readonly<Record<number, (text: string) => unknown>> = {
  // int8 and numeric: amounts and their sums are exact; a numeric with a fraction is refused.
  20: BigInt,
  1700: BigInt,
  // date, timestamp, timestamptz: as PostgreSQL writes them, never a Date of the machine's time zone.
  1082: String,
  1114: String,
  1184: String,
};
