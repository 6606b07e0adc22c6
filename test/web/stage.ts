import { Browsers } from '../support/chromium';
import { Served } from '../support/served';

/** A served demonstration and a browser, for the tests of one file. */
export interface Stage {
  readonly served: Served;
  readonly browsers: Browsers;
}

/** Sets the stage before the tests of a `describe` and clears it after them; without a Chromium they are skipped, and counted as such. */
export function onStage(): () => Stage {
  let stage: Stage | null = null;
  before(async function () {
    this.timeout(90_000);
    if (!Browsers.areThere) return this.skip();
    stage = { served: await Served.start(), browsers: await Browsers.start() };
  });
  after(async () => {
    await stage?.browsers.end();
    await stage?.served.end();
  });
  return () => {
    if (stage === null) throw new Error('the stage is not set');
    return stage;
  };
}
