import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type Msp } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { Identity } from '../../ports/ledger';
import { fabricProfile, type FabricProfile } from './profile';

const MAX_TEXT = 20_000;
const MEND = 'have "npm run network -- up" write a profile again; an identity that is another organisation\'s must go back there';
const identity = z.strictObject({
  msp: z.string(),
  name: z.string(),
  certificate: z.string().max(MAX_TEXT),
  privateKey: z.string().max(MAX_TEXT),
});

/** Where the files of one organisation's application lie, below the folder of its network. */
export interface ApplicationFolder {
  readonly folder: string;
  /** The nodes that it speaks to; see {@link FabricProfile}. */
  readonly profile: string;
  /** Its own identity, which may read full blocks. */
  readonly application: string;
  /** The identity with which it enrols people. */
  readonly registrar: string;
  /** The people whom it acts for: a file each. */
  readonly wallet: string;
}

/** The files of an organisation's application. @param network the folder of the network */
export function applicationFolder(network: string, msp: Msp): ApplicationFolder {
  const folder = join(network, 'organisations', msp, 'application');
  return {
    folder,
    profile: join(folder, 'profile.json'),
    application: join(folder, 'application.json'),
    registrar: join(folder, 'registrar.json'),
    wallet: join(folder, 'wallet'),
  };
}

/** What an organisation's application has been given. */
export interface Application {
  readonly files: ApplicationFolder;
  readonly profile: FabricProfile;
  readonly identity: Identity;
  readonly registrar: Identity;
}

/** Reads what an organisation's application has been given. @throws Fault UNAVAILABLE {file, reason}; MALFORMED {file, field, problem} */
export async function readApplication(network: string, msp: Msp): Promise<Application> {
  const files = applicationFolder(network, msp);
  const [profile, own, registrar] = await Promise.all([
    readJson(files.profile, fabricProfile),
    readJson(files.application, identity),
    readJson(files.registrar, identity),
  ]);
  for (const [file, found] of [
    [files.profile, profile.msp],
    [files.application, own.msp],
    [files.registrar, registrar.msp],
  ] as const) {
    if (found !== msp) throw new Fault('MALFORMED', { file, field: 'msp', value: found, problem: `must be ${msp}`, mend: MEND });
  }
  return { files, profile, identity: own, registrar };
}

async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(await jsonIn(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('MALFORMED', { file, field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Fault('MALFORMED', { file, field: 'file', problem: 'not JSON' });
    throw new Fault('UNAVAILABLE', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' });
  }
}
