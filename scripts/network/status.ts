import { deployedOf } from './chaincode';
import { Layout } from './layout';
import { nodesOf, type FabricNetworkFile } from './nodes';
import { namesOf } from './oneNode';
import { Processes } from './processes/processes';
import type { NodeState } from './processes/nodeCommand';
import { SUPERVISOR } from './processes/startSupervisor';

const SOME_DOWN = 2;
const WIDTHS = [26, 12, 6, 8, 26, 10] as const;

/** Tells how every node is: also of those that never started. Answers 2 when one is down. */
export async function status(
  file: FabricNetworkFile,
  { directory, out }: { readonly directory: string; readonly out: (line: string) => void },
  isJson: boolean,
): Promise<number> {
  const known = await new Processes(new Layout(directory)).states();
  const names = known.map(({ name }) => name);
  const deployed = await deployedOf({ layout: new Layout(directory) }, file.chaincode);
  const expected = [...namesOf(nodesOf(file), deployed?.build ?? null), SUPERVISOR];
  const missing = expected.filter((name) => !names.includes(name));
  const isWell = missing.length === 0 && known.every(({ state }) => state === 'UP');
  if (isJson) out(JSON.stringify({ directory, isWell, nodes: known, notStarted: missing }, null, 2));
  else for (const line of table(known, missing)) out(line);
  return isWell ? 0 : SOME_DOWN;
}

function table(known: readonly NodeState[], missing: readonly string[]): readonly string[] {
  const rows = known.map(({ name, kind, state, pid, since, restarts, ports }) => [
    name,
    kind,
    state,
    pid === null ? '' : String(pid),
    since,
    restarts === 0 ? '' : `restarted ${restarts}x`,
    ports.join(' '),
  ]);
  const head = ['node', 'kind', 'state', 'pid', 'since', '', 'ports'];
  return [head, ...rows, ...missing.map((name) => [name, '', 'DOWN', '', 'not started', '', ''])].map((cells) =>
    cells
      .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
      .join(' ')
      .trimEnd(),
  );
}
