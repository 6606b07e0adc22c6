import { readFileSync } from 'node:fs';
import { Fault, type NetworkDefinition } from '@tierline/chaincode/api';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { fabricSettings, type FabricSettings } from './fabricSettings';

/** Fifty organisations and five hundred programs fit ten times over. */
const MAX_CHARACTERS = 1_000_000;
const MAX_ORGANISATIONS = 50;
const MAX_PROGRAMS = 500;

const msp = z.string().regex(/^[A-Za-z0-9]{2,40}$/, 'an MSP id: 2 to 40 letters and digits');

/** One organisation of a network file. */
export const organisationEntry = z.strictObject({
  name: z.string().regex(/^[A-Z0-9-]{2,20}$/, 'a short name: 2 to 20 capital letters, digits and -'),
  msp,
  role: z.enum(['operator', 'core', 'bank', 'regulator']),
});

/** One program of a network file. */
export const programEntry = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]{4,40}$/, 'a program id: 4 to 40 capital letters, digits and -'),
  host: msp,
  core: msp,
  banks: z.array(msp).min(1).max(10),
  settlementBank: msp,
  regulator: msp,
});

const networkFile = z
  .strictObject({
    channel: z.string().regex(/^[a-z][a-z0-9.-]{0,200}$/, 'a channel name: small letters, digits, . and -'),
    chaincode: z.string().regex(/^[a-z][a-z0-9_-]{0,60}$/, 'a chaincode name: small letters, digits, _ and -'),
    production: z.boolean(),
    organisations: z.array(organisationEntry).min(4).max(MAX_ORGANISATIONS),
    programs: z.array(programEntry).max(MAX_PROGRAMS),
    fabric: fabricSettings.optional(),
  })
  .superRefine((file, context) => {
    for (const { path, problem } of contradictions(file)) context.addIssue({ code: 'custom', path: [...path], message: problem });
  });

/** A network file: the organisations and programs, and the settings of its Fabric nodes where it has any. */
export interface NetworkFile extends NetworkDefinition {
  readonly fabric?: FabricSettings | undefined;
}

/** Reads a network file. @throws Fault MALFORMED naming the field and what it must be; UNAVAILABLE when the file cannot be read */
export function readNetworkFile(path: string): NetworkFile {
  return readYaml(path, networkFile);
}

/** A network file whose contents are at hand. @param path what a refusal calls it @throws Fault MALFORMED */
export function networkFileOf(contents: unknown, path: string): NetworkFile {
  return checkedBy(networkFile, contents, path);
}

/** Reads a YAML file by its schema. @throws Fault as {@link readNetworkFile} does */
export function readYaml<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  return checkedBy(schema, yamlOf(path), path);
}

function checkedBy<S extends z.ZodType>(schema: S, contents: unknown, path: string): z.output<S> {
  const parsed = schema.safeParse(contents);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('MALFORMED', { file: path, field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}

interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** What two places of a file say against each other. */
function contradictions({ organisations, programs }: Pick<NetworkDefinition, 'organisations' | 'programs'>): readonly Contradiction[] {
  const roleOf = new Map(organisations.map(({ msp: id, role }) => [id, role]));
  const places = (program: (typeof programs)[number]): readonly (readonly [string, string, string])[] => [
    ['host', program.host, 'operator'],
    ['core', program.core, 'core'],
    ['settlementBank', program.settlementBank, 'bank'],
    ['regulator', program.regulator, 'regulator'],
    ...program.banks.map((bank) => ['banks', bank, 'bank'] as const),
  ];
  return [
    ...repeated(organisations.map(({ name }) => name)).map((at) => twice(['organisations', at, 'name'])),
    ...repeated(organisations.map(({ msp: id }) => id)).map((at) => twice(['organisations', at, 'msp'])),
    ...repeated(programs.map(({ id }) => id)).map((at) => twice(['programs', at, 'id'])),
    ...programs.flatMap((program, index) => [
      ...places(program)
        .filter(([, member, role]) => roleOf.get(member) !== role)
        .map(([field, member, role]) => ({
          path: ['programs', index, field],
          problem: `${member} must be an organisation of this file with the role ${role}`,
        })),
      ...(program.banks.includes(program.settlementBank)
        ? []
        : [{ path: ['programs', index, 'settlementBank'], problem: 'must be one of the banks' }]),
      ...repeated(program.banks).map((at) => twice(['programs', index, 'banks', at])),
    ]),
  ];
}

const twice = (path: readonly (string | number)[]): Contradiction => ({ path, problem: 'must not stand there twice' });

/** The places of values that stood before. */
function repeated(values: readonly string[]): readonly number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function yamlOf(path: string): unknown {
  const text = textOf(path);
  if (text.length > MAX_CHARACTERS) {
    throw new Fault('MALFORMED', { file: path, field: 'file', value: text.length, limit: `at most ${MAX_CHARACTERS} characters` });
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Fault('MALFORMED', { file: path, field: `line ${error.linePos?.[0].line ?? 1}`, problem: `not YAML (${error.code})` });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Fault('UNAVAILABLE', { file: path, reason: error instanceof Error && 'code' in error ? String(error.code) : 'unreadable' });
  }
}
