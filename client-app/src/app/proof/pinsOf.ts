import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import type { Ledger } from '../../ports/ledger';
import type { NotaryPlace, Pins } from '../../proving/pins';

/** What a reader of proofs of this network relies on. @param notary where its roots are notarised @throws Fault UNAVAILABLE */
export async function pinsOf(network: NetworkDefinition, ledger: Ledger, notary: NotaryPlace | null = null): Promise<Pins> {
  const roots = await ledger.roots();
  return {
    kind: 'tierline-pins',
    version: 1,
    channel: network.channel,
    chaincode: network.chaincode,
    organisations: network.organisations.map(({ msp }) => ({ msp, roots: [...(roots.get(msp) ?? [])] })),
    programs: network.programs.map(({ id, host, core, regulator }) => ({ id, host, core, regulator })),
    notary,
  };
}

/** Of the pins what one proof needs. */
export function pinsFor(pins: Pins, program: string, msps: ReadonlySet<Msp>): Pins {
  return {
    ...pins,
    organisations: pins.organisations.filter(({ msp }) => msps.has(msp)),
    programs: pins.programs.filter(({ id }) => id === program),
  };
}
