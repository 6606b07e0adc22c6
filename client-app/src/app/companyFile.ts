import { COMPANY_ROLES, companyInput, Fault, type CompanyRole, type NetworkDefinition } from '@tierline/chaincode/api';
import { parseRows, withPlainLineEnds } from './import/sheet';
import type { NewCompany } from './founding';
import { hostFor } from './register';
import { readText } from './textFile';

/** A company as people describe it: a line of a file, or the options of a command. */
export interface DescribedCompany {
  readonly id: string;
  readonly name: string | null;
  /** USCC, LEI, VAT or LOCAL. */
  readonly scheme: string | null;
  /** The registration code under the scheme. */
  readonly code: string | null;
  /** One role, or several with blanks between them. */
  readonly role: string | null;
  /** Name or MSP id of the organisation that hosts it. */
  readonly host: string | null;
  readonly size: string | null;
  readonly group: string | null;
  readonly parent: string | null;
}

/** The columns of a file of companies; all but `id` may be missing. */
export const COMPANY_COLUMNS = ['id', 'name', 'scheme', 'code', 'role', 'host', 'size', 'group', 'parent'] as const;

/** Most characters of a value that a refusal repeats. */
const MAX_SHOWN = 60;

/**
 * The companies of a file: CSV with a line of column names, or a JSON list of objects. @throws Fault UNAVAILABLE,
 * MALFORMED naming the line
 */
export async function companiesInFile(file: string): Promise<readonly DescribedCompany[]> {
  const text = await readText(file);
  const rows = text.trimStart().startsWith('[') ? jsonRows(file, text) : csvRows(file, text);
  return rows.map((row, index) => described(row, `${file}, company ${index + 1}`));
}

function jsonRows(file: string, text: string): readonly Readonly<Record<string, string>>[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))) {
      return parsed.map((each) => {
        const filled = Object.entries(each as object).filter(([, value]) => value !== null);
        return Object.fromEntries(filled.map(([name, value]) => [name, String(value)]));
      });
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Fault('MALFORMED', { file, field: 'file', problem: 'it is not a JSON list of companies' });
}

function csvRows(file: string, text: string): readonly Readonly<Record<string, string>>[] {
  const rows = parseRows(withPlainLineEnds(text.replace(/^\ufeff/, '')), text.split('\n', 1)[0]?.includes(';') === true ? ';' : ',');
  const [head, ...lines] = rows;
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  if (!names.includes('id')) {
    throw new Fault('MALFORMED', { file, field: 'id', problem: `the first line names the columns: ${COMPANY_COLUMNS.join(', ')}` });
  }
  return lines.map(({ cells }) => Object.fromEntries(names.map((name, index) => [name, cells[index]?.trim() ?? ''])));
}

function described(row: Readonly<Record<string, string>>, where: string): DescribedCompany {
  const unknown = Object.keys(row).find((name) => !COMPANY_COLUMNS.includes(name as never));
  if (unknown !== undefined) {
    throw new Fault('MALFORMED', { field: `${where}, ${unknown}`, problem: `unknown; known are ${COMPANY_COLUMNS.join(', ')}` });
  }
  const cell = (name: (typeof COMPANY_COLUMNS)[number]): string | null => (row[name] === undefined || row[name] === '' ? null : row[name]);
  return {
    id: cell('id') ?? '',
    name: cell('name'),
    scheme: cell('scheme'),
    code: cell('code'),
    role: cell('role'),
    host: cell('host'),
    size: cell('size'),
    group: cell('group'),
    parent: cell('parent'),
  };
}

/**
 * The company with what is usual filled in: a small supplier of the operator with an unverified identity. @throws Fault
 * MALFORMED naming field and value
 */
export function newCompany(network: NetworkDefinition, found: DescribedCompany): NewCompany {
  const roles = (found.role ?? 'supplier')
    .toLowerCase()
    .split(/[\s|]+/)
    .filter((role) => role !== '');
  const first = roles.find((role) => COMPANY_ROLES.includes(role as CompanyRole)) as CompanyRole | undefined;
  const parsed = companyInput.safeParse({
    id: found.id,
    name: found.name ?? found.id,
    identity: identityOf(found),
    roles,
    hostMsp: hostFor(network, first ?? 'supplier', found.host),
    sizeClass: sizeOf(found, first),
    group: found.group,
    parent: found.parent,
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] ?? { path: [], message: '' };
  const field = String(issue.path[0] ?? 'id');
  throw new Fault('MALFORMED', { field: `company ${found.id}, ${field}`, value: typedFor(field, found), limit: issue.message });
}

function sizeOf({ size }: DescribedCompany, role: CompanyRole | undefined): string {
  return size?.toUpperCase() ?? (role === 'supplier' ? 'SMALL' : 'LARGE');
}

function identityOf({ id, scheme, code }: DescribedCompany): { readonly scheme: string; readonly value: string } {
  return { scheme: scheme?.toUpperCase() ?? (code === null ? 'LOCAL' : 'USCC'), value: code ?? id };
}

/** What was typed for a field of the company. */
function typedFor(field: string, found: DescribedCompany): string {
  const identity = identityOf(found);
  const typed: Readonly<Record<string, string | null>> = {
    id: found.id,
    name: found.name,
    identity: `${identity.scheme} ${identity.value}`,
    roles: found.role,
    hostMsp: found.host,
    sizeClass: found.size,
    group: found.group,
    parent: found.parent,
  };
  return (typed[field] ?? '').slice(0, MAX_SHOWN);
}
