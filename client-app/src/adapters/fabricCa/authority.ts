import { randomBytes } from 'node:crypto';
import { Fault, type Msp } from '@tierline/chaincode/api';
import type FabricCAServices from 'fabric-ca-client';
import type { User } from 'fabric-common';
import type { Identity } from '../../ports/ledger';
import { callerOf } from './caller';
import { Gate } from './gate';
import { authorityFault, isTaken } from './refusals';
import { assertSame, attributesOf, heldIn, nameTaken, type Held, type Registration } from './registration';
import { newRequest } from './request';
import { servicesAt, type AuthorityAddress } from './services';

/** Most characters of an X.509 common name. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._@-]{1,64}$/;
/** The authority spends its processors on slow password hashes: more calls at once only wait there, and time out. */
const CALLS_AT_ONCE = 4;
const PATIENCE_MS = 10_000;
const SECRET_BYTES = 24;
const UNLIMITED = -1;

/** A certificate with its key, and the authority's chain; all PEM, the key PKCS#8. */
export interface Enrolled {
  readonly certificate: string;
  readonly privateKey: string;
  readonly root: string;
}

/** A certificate to be issued to somebody registered, by his secret. */
export interface Enrolment {
  readonly name: string;
  readonly secret: string;
  /** `tls` for the certificate of a TLS server or client; without it one to sign with. */
  readonly profile?: 'tls';
  /** Host names and IP addresses that the certificate is valid for. */
  readonly hosts?: readonly string[];
}

/**
 * One organisation's Fabric CA.
 * @throws Fault of every call: MALFORMED; NOT_AUTHORISED; UNAVAILABLE with `reason` AUTHORITY, `msp` and `problem`
 */
export class Authority {
  readonly #services: FabricCAServices;
  readonly #gate = new Gate(CALLS_AT_ONCE);

  /** A call is given up after `patienceMs`. */
  constructor(
    address: AuthorityAddress,
    readonly msp: Msp,
    patienceMs: number = PATIENCE_MS,
  ) {
    this.#services = servicesAt(address, patienceMs);
  }

  /** Makes a key and has it certified. The secret is checked by the authority. */
  async enrol({ name, secret, profile, hosts = [] }: Enrolment): Promise<Enrolled> {
    assertName(name);
    const { privateKey, request } = await newRequest(name, hosts);
    const asked = { enrollmentID: name, enrollmentSecret: secret, csr: request, ...(profile === undefined ? {} : { profile }) };
    const { certificate, rootCertificate } = await this.#call(() => this.#services.enroll(asked));
    return { certificate, privateKey, root: rootCertificate };
  }

  /**
   * Registers somebody; answers his secret. Somebody who is registered already, with the same attributes, gets a new
   * secret: an enrolment that broke off can be completed.
   * @throws Fault WRONG_STATE when the name is registered otherwise
   */
  async register(registrar: Identity, registration: Registration): Promise<string> {
    assertName(registration.name);
    const caller = callerOf(registrar);
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const added = await this.#call(() => this.#add(caller, registration, secret));
    if (!added) await this.#renew(caller, registration, secret);
    return secret;
  }

  /** False when the name is registered already. */
  async #add(caller: User, registration: Registration, secret: string): Promise<boolean> {
    const request = {
      enrollmentID: registration.name,
      enrollmentSecret: secret,
      role: registration.type,
      affiliation: registration.affiliation ?? '',
      maxEnrollments: registration.enrolments ?? 1,
      attrs: attributesOf(registration),
    };
    try {
      await this.#services.register(request, caller);
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async #renew(caller: User, registration: Registration, secret: string): Promise<void> {
    const found = await this.#heldBy(caller, registration.name);
    assertSame(registration, found);
    const more = found.max_enrollments === UNLIMITED ? UNLIMITED : found.max_enrollments + (registration.enrolments ?? 1);
    const change = { enrollmentID: registration.name, affiliation: '', enrollmentSecret: secret, maxEnrollments: more };
    await this.#call(() => this.#services.newIdentityService().update(registration.name, change, caller));
  }

  /** @throws Fault WRONG_STATE when the registrar may not look at him: he is somebody else's */
  async #heldBy(caller: User, name: string): Promise<Held> {
    try {
      return await this.#call(async () => heldIn(await this.#services.newIdentityService().getOne(name, caller)));
    } catch (error) {
      if (error instanceof Fault && error.code === 'NOT_AUTHORISED') throw nameTaken(name);
      throw error;
    }
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return this.#gate.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw authorityFault(error, this.msp);
      }
    });
  }
}

/** The certificate and key of somebody as his organisation's application keeps them. */
export function identityOf(msp: Msp, name: string, { certificate, privateKey }: Enrolled): Identity {
  return { msp, name, certificate, privateKey };
}

/** @throws Fault MALFORMED for a name that the authority could not certify */
export function assertName(name: string): void {
  if (!NAME.test(name)) throw new Fault('MALFORMED', { field: 'name' });
}
