import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Most characters that are kept of why a test failed. */
const MAX_REASON = 600;

/** Mocha's own listing; its totals, and which tests failed and why, as JSON in the file that TOTALS_FILE names. */
class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const failures: string[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test: Mocha.Test, error: Error) => {
      failures.push(`${test.fullTitle()}: ${error.message.slice(0, MAX_REASON)}`);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending: skipped } = runner.stats ?? { passes: 0, failures: 0, pending: 0 };
      writeFileSync(process.env['TOTALS_FILE'] ?? '/dev/null', JSON.stringify({ passed, failed, skipped, failures }));
    });
  }
}

export = TotalsReporter;
