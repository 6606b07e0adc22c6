import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Identities, Identity, IdentityAttributes } from '../../ports/ledger';
import { writeFileAtomically } from './atomicFile';
import { createRoot, issueLeaf, type CertifiedKey } from './certificates';
import { makeFolder } from './folder';

const NAME = /^[A-Za-z0-9._@-]{1,80}$/;
const ROLE = /^[A-Za-z0-9_-]{1,40}$/;
const TEXT_LIMIT = 80;
const ROLES_LIMIT = 20;
const SUFFIX = '.json';

interface StoredPerson {
  readonly identity: Identity;
  readonly attributes: IdentityAttributes;
}

/** What an organisation's certificate authority holds: its root, and the identity of its one endorsing peer. */
export interface Authority {
  readonly root: CertifiedKey;
  readonly peer: Identity;
}

/**
 * The certificate authorities of all organisations of one process, in one folder: `authorities/<msp>.json` and
 * `people/<name>.json`, readable by their owner only. Names are unique over all organisations of the folder.
 */
export class LocalCa implements Identities {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly directory: string,
    private readonly now: () => number,
    /** By organisation. */
    readonly authorities: ReadonlyMap<Msp, Authority>,
  ) {}

  /** Opens the folder and creates the authority of each organisation that has none yet. `now` in milliseconds since 1970 UTC. */
  static async open(directory: string, organisations: readonly Msp[], now: () => number): Promise<LocalCa> {
    const authorities = new Map<Msp, Authority>();
    for (const organisation of organisations) {
      authorities.set(organisation, await authorityOf(join(directory, 'authorities', organisation + SUFFIX), organisation, now()));
    }
    return new LocalCa(directory, now, authorities);
  }

  /**
   * See {@link Identities.enrol}.
   * @throws Fault MALFORMED for a name or attribute out of its bounds; NOT_FOUND for an unknown organisation; WRONG_STATE
   */
  enrol(msp: Msp, name: string, attributes: IdentityAttributes): Promise<Identity> {
    const enrolled = this.last.then(() => this.enrolAlone(msp, name, attributes));
    this.last = enrolled.catch(() => undefined);
    return enrolled;
  }

  async find(name: string): Promise<StoredPerson> {
    const stored = NAME.test(name) ? await storedJson<StoredPerson>(this.pathOf(name)) : null;
    if (stored === null || stored.identity.name !== name) throw new Fault('NOT_FOUND', { identity: name });
    return stored;
  }

  async names(): Promise<readonly string[]> {
    const folder = join(this.directory, 'people');
    await makeFolder(folder);
    const files = await readdir(folder);
    return files
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .toSorted();
  }

  private async enrolAlone(msp: Msp, name: string, attributes: IdentityAttributes): Promise<Identity> {
    assertWellFormed(name, attributes);
    const authority = this.authorities.get(msp);
    if (authority === undefined) throw new Fault('NOT_FOUND', { msp });
    const signed = {
      'scf.company': attributes.company,
      'scf.roles': attributes.roles.join(','),
      'scf.person': attributes.person,
    };
    const stored = await storedJson<StoredPerson>(this.pathOf(name));
    if (stored !== null) return sameHolder(stored, msp, name, attributes);
    const leaf = await issueLeaf(authority.root, msp, { name, unit: 'client', attributes: signed }, this.now());
    const person: StoredPerson = { identity: { msp, name, ...leaf }, attributes };
    await writeFileAtomically(this.pathOf(name), JSON.stringify(person));
    return person.identity;
  }

  private pathOf(name: string): string {
    return join(this.directory, 'people', name + SUFFIX);
  }
}

function sameHolder(stored: StoredPerson, msp: Msp, name: string, attributes: IdentityAttributes): Identity {
  const { identity, attributes: held } = stored;
  const same =
    identity.msp === msp &&
    identity.name === name &&
    held.company === attributes.company &&
    held.person === attributes.person &&
    held.roles.join(',') === attributes.roles.join(',');
  if (!same) throw new Fault('WRONG_STATE', { identity: name, current: 'ENROLLED_WITH_OTHER_ATTRIBUTES' });
  return identity;
}

function assertWellFormed(name: string, { company, roles, person }: IdentityAttributes): void {
  if (!NAME.test(name)) throw new Fault('MALFORMED', { field: 'name' });
  if (company.length > TEXT_LIMIT) throw new Fault('MALFORMED', { field: 'company' });
  if (person.length > TEXT_LIMIT) throw new Fault('MALFORMED', { field: 'person' });
  if (roles.length > ROLES_LIMIT || !roles.every((role) => ROLE.test(role))) throw new Fault('MALFORMED', { field: 'roles' });
}

async function authorityOf(path: string, organisation: Msp, now: number): Promise<Authority> {
  const stored = await storedJson<Authority>(path);
  if (stored !== null) return stored;
  const root = await createRoot(organisation, now);
  const name = `peer0.${organisation}`;
  const peer = { msp: organisation, name, ...(await issueLeaf(root, organisation, { name, unit: 'peer', attributes: {} }, now)) };
  await writeFileAtomically(path, JSON.stringify({ root, peer }));
  return { root, peer };
}

async function storedJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
