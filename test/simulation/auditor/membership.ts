import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface NetworkFile {
  readonly organisations: readonly { readonly msp: string; readonly role: string }[];
  readonly programs: readonly {
    readonly id: string;
    readonly host: string;
    readonly core: string;
    readonly banks: readonly string[];
    readonly regulator: string;
  }[];
}

/** Which organisations may know what lies in which collection: the auditor's own reading of the network file. */
export function membershipsOf(networkFile: string): ReadonlyMap<string, ReadonlySet<string>> {
  const { organisations, programs } = parse(readFileSync(networkFile, 'utf8')) as NetworkFile;
  const withRole = (...roles: readonly string[]): string[] =>
    organisations.filter(({ role }) => roles.includes(role)).map(({ msp }) => msp);
  const members = new Map([['FPKEY', new Set(withRole('operator', 'core', 'regulator'))]]);
  for (const { id, host, core, banks, regulator } of programs) {
    members.set(`PROGRAM-${id}`, new Set([host, core, regulator, ...banks]));
    for (const bank of banks) members.set(`PAIR-${bank}-${host}`, new Set([bank, host, ...withRole('regulator')]));
  }
  return members;
}
