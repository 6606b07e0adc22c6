import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { schemathesisProgram } from '../support/schemathesis';
import { Served } from '../support/served';

/** Who sends what is made up: one of each sort, so that each operation is reached by somebody who may use it. */
const CALLERS = ['maker@CORE-01', 'checker@SUP-01', 'checker@BANK-A-01', 'checker@OPERATOR-01', 'checker@REGULATOR-01'];
/** Those of them who begin jobs, pay and ask: their requests also follow the links of what was answered, several steps far. */
const FOLLOWING: readonly string[] = ['maker@CORE-01', 'checker@SUP-01'];
/** Requests that are made up for each operation and caller, at most. */
const EXAMPLES = Number(process.env['SCHEMATHESIS_EXAMPLES'] ?? 5);
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

describe('requests that are made up from the document', () => {
  const program = schemathesisProgram();
  let served: Served;

  before(async function () {
    if (program === null) {
      this.skip();
      return;
    }
    this.timeout(120_000);
    served = await Served.start();
  });
  after(async () => {
    if (program !== null) await served.end();
  });

  for (const caller of CALLERS) {
    it(`are answered as the document says, and never with a server's error: ${caller}`, async () => {
      const told = await run(program ?? '', [
        `${served.address}/api/openapi.json`,
        `--header=Authorization: ${(await served.bearer(caller)).authorization}`,
        `--checks=${CHECKS.join(',')}`,
        `--phases=examples,coverage,fuzzing${FOLLOWING.includes(caller) ? ',stateful' : ''}`,
        `--max-examples=${EXAMPLES}`,
        '--seed=1',
        // It answers for as long as one listens.
        '--exclude-operation-id=events',
        '--continue-on-failure',
        '--no-shrink',
        '--no-color',
      ]);
      expect(told.code, told.text).to.equal(0);
      expect(served.alarms).to.deep.equal([]);
    });
  }
});

/** Runs the program in a folder of its own, because it keeps what it has learned where it runs. */
function run(program: string, words: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-fuzz-'));
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['run', ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => {
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, text });
    });
  });
}
