import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Signer } from '../../ports/signer';
import { execute, type ExecuteOptions } from '../execute';
import { ownCompany } from '../founding';
import { userName } from '../people';
import type { Session, Sessions } from '../session';
import { keysOf, proposeKey } from '../signingKeys';

/** Acts of a demonstration that are signed: the first ones, so that a large file takes no longer for it. */
const MOST_SIGNED = 60;

/** Makes a signer whose key nobody keeps. */
export type MakeSigner = () => Signer;

/** The people of a demonstration sign with keys that are made for it, registered when they are first used, and revoked at its end. */
export class DemoKeys {
  /** Of the first person of each company who signed. */
  readonly #signers = new Map<string, { readonly person: string; readonly signer: Signer }>();
  #signed = 0;

  /** @param make null where nobody signs */
  constructor(
    private readonly sessions: Sessions,
    private readonly make: MakeSigner | null,
  ) {}

  /** How a person's decisive act is executed: signed, while there is something left to sign. @throws Fault */
  async word(session: Session): Promise<ExecuteOptions> {
    if (this.make === null || this.#signed >= MOST_SIGNED) return {};
    const { company, person } = session.attributes;
    const known = this.#signers.get(company) ?? (await this.#registered(company, person, this.make()));
    if (known === null || known.person !== person) return {};
    this.#signed += 1;
    return { signer: known.signer };
  }

  /** Revokes the keys: nobody has them any more. */
  async end(): Promise<void> {
    for (const [company, { signer }] of this.#signers) {
      const maker = await this.sessions.as(userName('maker', company));
      await execute(maker, TRANSACTIONS.company.revokeKey, { company, address: signer.address, from: null });
    }
    this.#signers.clear();
  }

  /** A company's first key; a company that has one already is left alone. */
  async #registered(company: string, person: string, signer: Signer): Promise<{ readonly person: string; readonly signer: Signer } | null> {
    const maker = await this.sessions.as(userName('maker', company));
    if ((await keysOf(maker, company)).length > 0) return null;
    await (await proposeKey(maker, { person, signer, voucher: null })).execute(maker);
    const regulator = this.sessions.network.organisations.find(({ role }) => role === 'regulator');
    const approver = await this.sessions.as(userName('checker', ownCompany(regulator ?? { name: '' })));
    await execute(approver, TRANSACTIONS.company.approveKey, { company, address: signer.address });
    const registered = { person, signer };
    this.#signers.set(company, registered);
    return registered;
  }
}
