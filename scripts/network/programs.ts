import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';

const FABRIC = '3.1';
const AUTHORITY = '1.5';
const TIME_LIMIT_MS = 10_000;
/** Programs of a builder of chaincode services. */
const BUILDER = ['build', 'detect', 'release'] as const;
/** Fabric's own installer puts bin/ and builders/ into the folder where it is run. */
const MEND =
  'Get them by Fabric\'s own installer: "mkdir -p ~/.fabric && cd ~/.fabric && ' +
  'curl -sSLO https://raw.githubusercontent.com/hyperledger/fabric/main/scripts/install-fabric.sh && ' +
  'bash install-fabric.sh --fabric-version 3.1.5 --ca-version 1.5.21 binary" makes ~/.fabric/bin and ~/.fabric/builders/ccaas; ' +
  'or set FABRIC_BIN and FABRIC_BUILDERS to where they are';

/** What is needed of Hyperledger Fabric: the file of each program. */
const FILES = {
  peer: 'peer',
  orderer: 'orderer',
  configtxgen: 'configtxgen',
  configtxlator: 'configtxlator',
  osnadmin: 'osnadmin',
  authority: 'fabric-ca-server',
} as const;
type Program = keyof typeof FILES;
const PROGRAMS = Object.keys(FILES) as readonly Program[];

/** Programs that say which version they are, and the one that is needed. */
const VERSIONS: readonly (readonly [Program, string])[] = [
  ['peer', FABRIC],
  ['orderer', FABRIC],
  ['authority', AUTHORITY],
];

/** The path of each program of Fabric, and the folder of the builder of chaincode services. */
export type Programs = Readonly<Record<Program | 'builder', string>>;

/** Where programs are looked for: as in a process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds Fabric's programs in FABRIC_BIN, on PATH, or in ~/.fabric/bin, and asks them for their versions. Nothing is downloaded.
 *
 * @throws Fault UNAVAILABLE {reason: 'FABRIC_PROGRAMS', missing, mend} naming all that are missing or of another version
 */
export async function findPrograms(environment: Environment): Promise<Programs> {
  const folders = foldersOf(environment);
  const found = await Promise.all(PROGRAMS.map(async (program) => [program, await firstOf(folders.programs, [FILES[program]])] as const));
  const builder = await firstOf(folders.builders, BUILDER, 'bin');
  const paths = new Map<string, string>(
    found.flatMap(([program, folder]) => (folder === null ? [] : [[program, join(folder, FILES[program])]])),
  );
  const missing = [
    ...found.flatMap(([program, folder]) => (folder === null ? [nameOf(program)] : [])),
    ...(builder === null ? ['the builder of chaincode services (builders/ccaas)'] : []),
    ...(await otherVersions(paths)),
  ];
  if (missing.length > 0 || builder === null) throw new Fault('UNAVAILABLE', { reason: 'FABRIC_PROGRAMS', missing, mend: MEND });
  return { ...(Object.fromEntries(paths) as Record<Program, string>), builder };
}

/** Each program's version as it says it; null where it says none. */
export async function versionsOf(programs: ReadonlyMap<string, string>): Promise<readonly ProgramVersion[]> {
  return Promise.all(
    VERSIONS.flatMap(([program, wanted]) => {
      const path = programs.get(program);
      return path === undefined ? [] : [versionOf(path).then((version) => ({ program: FILES[program], path, version, wanted }))];
    }),
  );
}

/** A program and its version. */
export interface ProgramVersion {
  readonly program: string;
  readonly path: string;
  readonly version: string | null;
  /** The two first numbers that are needed. */
  readonly wanted: string;
}

/** Whether a version is one of the wanted ones: another patch is well. */
export function isWanted({ version, wanted }: ProgramVersion): boolean {
  return version?.startsWith(`${wanted}.`) === true;
}

async function otherVersions(programs: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const versions = await versionsOf(programs);
  return versions
    .filter((each) => !isWanted(each))
    .map(({ program, path, version, wanted }) => `${program} ${wanted} (${path} is ${version ?? 'not a program of Fabric'})`);
}

function nameOf(program: Program): string {
  const version = VERSIONS.find(([each]) => each === program)?.[1];
  return version === undefined ? FILES[program] : `${FILES[program]} ${version}`;
}

function foldersOf(environment: Environment): { readonly programs: readonly string[]; readonly builders: readonly string[] } {
  const { FABRIC_BIN: own, FABRIC_BUILDERS: builders, PATH = '' } = environment;
  const home = join(environment['HOME'] ?? homedir(), '.fabric');
  const isPath = (folder: string | undefined): folder is string => folder !== undefined && folder !== '';
  return {
    programs: [own, ...PATH.split(delimiter), join(home, 'bin')].filter(isPath),
    builders: [
      ...(isPath(builders) ? [builders, join(builders, 'ccaas')] : []),
      ...(isPath(own) ? [join(dirname(own), 'builders/ccaas')] : []),
      join(home, 'builders/ccaas'),
    ],
  };
}

/** The first folder that holds all of these programs; null when there is none. */
async function firstOf(folders: readonly string[], programs: readonly string[], below = ''): Promise<string | null> {
  for (const folder of folders) {
    const isThere = await Promise.all(programs.map((program) => isProgram(join(folder, below, program))));
    if (isThere.every(Boolean)) return folder;
  }
  return null;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function versionOf(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(path, ['version'], { timeout: TIME_LIMIT_MS }, (error, out) => {
      resolve(error === null ? (/Version: v?(\d+\.\d+\.\d+)/.exec(out)?.[1] ?? null) : null);
    });
  });
}
