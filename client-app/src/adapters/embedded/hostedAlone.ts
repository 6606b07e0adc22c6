import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Identities, Identity } from '../../ports/ledger';
import type { EmbeddedHost } from './openEmbedded';

/**
 * The embedded ledger as the application of some organisations has it, as on Fabric each has a host of its own: their people and their
 * peers' blocks. All others endorse and commit as before; of their people it knows nobody.
 */
export function hostedAlone(host: EmbeddedHost, hosted: readonly Msp[]): EmbeddedHost {
  const stranger = (msp: Msp): boolean => !hosted.includes(msp);
  const requireHosted = (msp: Msp): void => {
    if (stranger(msp)) throw new Fault('NOT_FOUND', { msp });
  };
  const find: Identities['find'] = async (name) => {
    const found = await host.identities.find(name);
    if (stranger(found.identity.msp)) throw new Fault('NOT_FOUND', { identity: name });
    return found;
  };
  const identities: Identities = {
    find,
    enrol: async (msp, name, attributes) => {
      requireHosted(msp);
      return host.identities.enrol(msp, name, attributes);
    },
    names: async () => {
      const all = await host.identities.names();
      const people = await Promise.all(all.map(async (name) => (await host.identities.find(name)).identity));
      return people.filter(({ msp }) => !stranger(msp)).map(({ name }) => name);
    },
  };
  return {
    ...host,
    hosted,
    identities,
    connect: (identity: Identity) => {
      requireHosted(identity.msp);
      return host.connect(identity);
    },
    stream: (msp) => {
      requireHosted(msp);
      return host.stream(msp);
    },
  };
}
