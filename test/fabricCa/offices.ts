import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, identityOf } from '@tierline/client-app/dist/adapters/fabricCa/authority';
import { enrolPeopleRegistrar } from '@tierline/client-app/dist/adapters/fabricCa/nodeEnrolment';
import { peopleOf } from '@tierline/client-app/dist/adapters/fabricCa/people';
import type { Identities, Identity } from '@tierline/client-app/dist/ports/ledger';
import { authorityProgram, CertificateAuthority } from '../support/certificateAuthority';

/** One organisation's authority that really runs, its founding registrar, and the registrar of its people. */
export interface Organisation {
  readonly server: CertificateAuthority;
  readonly authority: Authority;
  readonly founder: Identity;
  readonly registrar: Identity;
}

/** The program, or the suite is skipped and says why. */
export function programOrSkip(suite: Mocha.Context): string {
  const program = authorityProgram();
  if (program !== null) return program;
  console.log('      not run: fabric-ca-server is not in FABRIC_BIN, on PATH or in ~/.fabric/bin');
  return suite.skip();
}

/** Starts an organisation's authority and enrols its registrars. */
export async function founded(program: string, msp: string): Promise<Organisation> {
  const server = await CertificateAuthority.start(program, `ca.${msp}`);
  const authority = new Authority(server.address, msp);
  const founder = identityOf(msp, server.founder.name, await authority.enrol(server.founder));
  return { server, authority, founder, registrar: await enrolPeopleRegistrar(authority, founder, 'registrar') };
}

/** Wallets in a temporary folder of their own. */
export class Wallets {
  readonly folder = mkdtempSync(join(tmpdir(), 'tierline-wallets-'));

  /** The people of these organisations. */
  people(...organisations: readonly Organisation[]): Identities {
    return peopleOf(
      new Map(
        organisations.map(({ authority, registrar }) => [authority.msp, { authority, registrar, wallet: this.walletOf(authority.msp) }]),
      ),
    );
  }

  /** The folder of an organisation's people. */
  walletOf(msp: string): string {
    return join(this.folder, msp);
  }

  /** The file of a person. */
  fileOf(msp: string, name: string): string {
    return join(this.walletOf(msp), `${name}.json`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The fault's code and details of a promise that must be refused. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'nothing was refused',
    ({ code, details }: { code: string; details: object }) => ({ code, ...details }),
  );
}
