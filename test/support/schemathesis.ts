import { spawnSync } from 'node:child_process';

/** The release whose findings are known: others find other things. */
export const SCHEMATHESIS = '4.32.5';

/** The program that makes up requests from the document: what `SCHEMATHESIS` names, or on `PATH`; null when that release is not there. */
export function schemathesisProgram(): string | null {
  const program = process.env['SCHEMATHESIS'] ?? 'schemathesis';
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.includes(SCHEMATHESIS) ? program : null;
}
