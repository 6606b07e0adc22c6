import type { Msp } from '../domain/endorsement';
import type { Parties } from './transaction';

/**
 * The organisations that host tokens' owners, with the witness beside them. One signature counts once in a rule: where the
 * core itself hosts an owner, the regulator is the witness.
 */
export async function witnessed(program: string, hosts: readonly Msp[], parties: Parties): Promise<readonly Msp[]> {
  const { core, regulator } = await parties.program(program);
  return [...hosts, hosts.includes(core) ? regulator : await parties.witness(program)];
}
