import { Fault } from '@tierline/chaincode/api';
import * as client from 'openid-client';
import { ALGORITHMS, CLOCK_SKEW_SECONDS, PATIENCE_SECONDS, type IssuerSettings } from './settings';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What an issuer says of itself, asked when it is first needed and again after it could not be had. */
export class Discovered {
  #known: Promise<client.Configuration> | null = null;

  constructor(private readonly settings: IssuerSettings) {}

  /** @throws Fault UNAVAILABLE {reason: 'ISSUER'} */
  async configuration(): Promise<client.Configuration> {
    this.#known ??= discover(this.settings);
    try {
      return await this.#known;
    } catch {
      this.#known = null;
      throw issuerAway();
    }
  }
}

/** The refusal while the issuer cannot be had. */
export const issuerAway = (): Fault => new Fault('UNAVAILABLE', { reason: 'ISSUER' });

async function discover({ issuer, clientId, clientSecret }: IssuerSettings): Promise<client.Configuration> {
  const address = new URL(issuer);
  const isLocal = LOOPBACK.has(address.hostname);
  const found = await client.discovery(
    address,
    clientId,
    { [client.clockTolerance]: CLOCK_SKEW_SECONDS },
    clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
    { timeout: PATIENCE_SECONDS, ...(isLocal ? { execute: [client.allowInsecureRequests] } : {}) },
  );
  // Id tokens come from the issuer's own address; that they are signed as well is asked all the same.
  client.enableNonRepudiationChecks(found);
  const offered = found.serverMetadata().id_token_signing_alg_values_supported ?? [];
  if (!offered.some((each) => (ALGORITHMS as readonly string[]).includes(each))) throw new Error('no algorithm in common');
  return found;
}
