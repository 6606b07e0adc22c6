import type { Channel, IdentityContext } from 'fabric-common';
import { Gateway } from 'fabric-network';
import type { Identity } from '../../ports/ledger';
import { assertInForce } from '../localCa/membership';
import { credentialsOf, type Credentials } from '../localCa/membership';
import type { Nodes } from './nodes';
import { providerOf } from './signingUser';

/** As many identities are kept ready at most; the one used longest ago is dropped. */
const MAX_GATEWAYS = 500;

/** How one identity signs and what it speaks to. */
export interface Connection {
  readonly identity: Identity;
  readonly channel: Channel;
  /** A fresh context, with its own transaction id, for one transaction. */
  fresh(): IdentityContext;
}

interface Kept {
  readonly credentials: Credentials;
  readonly opened: Promise<Omit<Connection, 'identity'>>;
}

/** One gateway of the library for each identity, all over the same connections to the nodes. */
export class Gateways {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly nodes: Nodes,
    private readonly channelName: string,
  ) {}

  /** How many identities are kept ready. */
  get size(): number {
    return this.#kept.size;
  }

  /** The identity's gateway. @throws Fault NOT_AUTHORISED with `reason` MALFORMED_CERTIFICATE, WRONG_NAME, WRONG_KEY or EXPIRED */
  async of(identity: Identity): Promise<Connection> {
    const { msp, name, certificate, privateKey } = identity;
    const whole = [msp, name, certificate, privateKey].join('\n');
    const kept = this.#kept.get(whole) ?? this.#open(identity);
    this.#kept.delete(whole);
    this.#kept.set(whole, kept);
    assertInForce(identity, kept.credentials.certificate, Date.now());
    return { identity, ...(await kept.opened) };
  }

  #open(identity: Identity): Kept {
    const credentials = credentialsOf(identity);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MAX_GATEWAYS) this.#kept.delete(oldest);
    return { credentials, opened: this.#connected(identity, credentials) };
  }

  async #connected(identity: Identity, credentials: Credentials): Promise<Omit<Connection, 'identity'>> {
    const gateway = new Gateway();
    await gateway.connect(this.nodes.client, {
      identity: { type: 'X.509', mspId: identity.msp },
      identityProvider: providerOf(identity, credentials),
      discovery: { enabled: false },
    });
    const { identityContext } = gateway;
    if (identityContext === undefined) throw new Error('the gateway has no identity');
    const network = await gateway.getNetwork(this.channelName);
    return { channel: network.getChannel(), fresh: () => freshOf(identityContext) };
  }
}

/** The library's declaration hides that a new transaction id comes with a context of its own. */
function freshOf(context: IdentityContext): IdentityContext {
  return context.calculateTransactionId();
}
