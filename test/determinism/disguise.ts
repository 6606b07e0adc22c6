/** Set to make this process believe in another time and draw other random numbers. */
export const DISGUISE = 'TIERLINE_TEST_DISGUISE';

const DAYS_AHEAD = 400;
const DAY_MS = 86_400_000;
const AHEAD_MS = DAYS_AHEAD * DAY_MS + 12_345_678;

const RealDate = Date;

/** A clock that is more than a year ahead wherever a program looks at it without being told the time. */
class ShiftedDate extends RealDate {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    if (given.length === 0) super(RealDate.now() + AHEAD_MS);
    else super(...(given as [number]));
  }

  static override now(): number {
    return RealDate.now() + AHEAD_MS;
  }
}

// In force before anything else is loaded, so that nobody has kept the real ones.
if (process.env[DISGUISE] === '1') {
  let drawn = 0;
  globalThis.Date = ShiftedDate as DateConstructor;
  Math.random = () => {
    drawn = (drawn + 0.381966) % 1;
    return drawn;
  };
}
