import type { Msp } from '@tierline/chaincode/api';
import type { EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Committed, Identity, IdentityAttributes, Json, Ledger } from '@tierline/client-app/dist/ports/ledger';
import { HOST, USUAL } from '../support/conformanceNetwork';
import { RUN, type Step } from '../support/script';

export const ATTRIBUTES: IdentityAttributes = { company: 'SELLER-1', roles: ['maker'], person: 'P1' };

/** The identity of the one person of an organisation. */
export function personOf(host: EmbeddedHost, msp: Msp = HOST): Promise<Identity> {
  return host.identities.enrol(msp, `ana.${msp}`, ATTRIBUTES);
}

/** The connection of the one person of an organisation. */
export async function as(host: EmbeddedHost, msp: Msp = HOST): Promise<Ledger> {
  return host.connect(await personOf(host, msp));
}

/** Submits a script in the name of the host's person. */
export async function run(host: EmbeddedHost, steps: readonly Step[], endorsers: readonly Msp[] = USUAL): Promise<Committed> {
  return (await as(host)).submit(RUN, steps, endorsers);
}

/** The results of a script that is only evaluated, on the host's peer. */
export async function results(host: EmbeddedHost, steps: readonly Step[]): Promise<readonly Json[]> {
  return (await (await as(host)).evaluate(RUN, steps)) as readonly Json[];
}
