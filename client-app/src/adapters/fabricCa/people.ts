import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Identities, Identity, IdentityAttributes } from '../../ports/ledger';
import { assertName, identityOf, type Authority } from './authority';
import { PerName } from './perName';
import { assertAttributes, assertSamePerson, registrationOf, type StoredPerson } from './person';
import { Wallet } from './wallet';

/** Where one organisation's people are enrolled and kept. */
export interface Office {
  readonly authority: Authority;
  /** Who may register the organisation's people, and nobody else. */
  readonly registrar: Identity;
  /** The folder of the organisation's people and their keys; no other process writes to it. */
  readonly wallet: string;
}

/** The people of the organisations whose applications this process is. A name is one person's over all of them. */
export function peopleOf(offices: ReadonlyMap<Msp, Office>): Identities {
  return new People(offices);
}

class People implements Identities {
  readonly #wallets: ReadonlyMap<Msp, Wallet>;
  readonly #perName = new PerName();

  constructor(private readonly offices: ReadonlyMap<Msp, Office>) {
    this.#wallets = new Map([...offices].map(([msp, { wallet }]) => [msp, new Wallet(wallet)]));
  }

  /**
   * See {@link Identities.enrol}. An enrolment that broke off is completed by its repetition.
   * @throws Fault MALFORMED; NOT_FOUND for an organisation without an office; WRONG_STATE; NOT_AUTHORISED; UNAVAILABLE
   */
  async enrol(msp: Msp, name: string, attributes: IdentityAttributes): Promise<Identity> {
    assertName(name);
    assertAttributes(attributes);
    const [office, wallet] = [this.offices.get(msp), this.#wallets.get(msp)];
    if (office === undefined || wallet === undefined) throw new Fault('NOT_FOUND', { msp });
    return this.#perName.run(name, async () => {
      const stored = await this.#stored(name);
      if (stored !== null) {
        assertSamePerson(stored, msp, attributes);
        return stored.identity;
      }
      const secret = await office.authority.register(office.registrar, registrationOf(name, attributes));
      const identity = identityOf(msp, name, await office.authority.enrol({ name, secret }));
      await wallet.keep({ identity, attributes: { ...attributes, roles: [...attributes.roles] } });
      return identity;
    });
  }

  async find(name: string): Promise<StoredPerson> {
    const stored = await this.#stored(name);
    if (stored === null) throw new Fault('NOT_FOUND', { identity: name });
    return stored;
  }

  async names(): Promise<readonly string[]> {
    const names = await Promise.all([...this.#wallets.values()].map((wallet) => wallet.names()));
    return [...new Set(names.flat())].toSorted();
  }

  async #stored(name: string): Promise<StoredPerson | null> {
    for (const wallet of this.#wallets.values()) {
      const person = await wallet.find(name);
      if (person !== null) return person;
    }
    return null;
  }
}
