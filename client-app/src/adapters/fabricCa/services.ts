import { Agent } from 'node:https';
import FabricCAServices from 'fabric-ca-client';
import { User } from 'fabric-common';

/** Where an organisation's certificate authority listens, and the root of its TLS certificate, PEM. */
export interface AuthorityAddress {
  readonly name: string;
  /** `https://host:port`. */
  readonly url: string;
  readonly tlsRoot: string;
}

type Call = (method: string, path: string, signer: unknown, body?: unknown, options?: object) => Promise<unknown>;

/** What the library has and its types leave out. */
interface Inside {
  readonly _fabricCAClient: { request: Call };
  setConfigSetting(name: string, value: number): void;
}

/** The library's own time-out, never reached: it would give up after 3 s of silence, and a busy authority needs longer. */
const LIBRARY_TIMEOUT_MS = 60_000;
/** A connection for each call: on a connection used again the library leaves a listener behind for every call. */
const CONNECTIONS = new Agent({ keepAlive: false });

/** The authority at an address; every call to it is cut off after `patienceMs`. Set from within, as the library offers neither. */
export function servicesAt({ name, url, tlsRoot }: AuthorityAddress, patienceMs: number): FabricCAServices {
  const services = new FabricCAServices(url, { trustedRoots: [tlsRoot], verify: true }, name, User.newCryptoSuite());
  const inside = services as unknown as Inside;
  inside.setConfigSetting('connection-timeout', LIBRARY_TIMEOUT_MS);
  const client = inside._fabricCAClient;
  const request = client.request.bind(client);
  client.request = (method, path, signer, body, options) =>
    request(method, path, signer, body, { ...options, agent: CONNECTIONS, signal: AbortSignal.timeout(patienceMs) });
  return services;
}
