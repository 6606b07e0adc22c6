/** JSON as it is stored and sent: every bigint is a digit string. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [name: string]: Wire };

const DIGITS = /^-?(0|[1-9][0-9]{0,29})$/;

/** The wire form of a record: bigint as digit strings, `undefined` fields left out. */
export function toWire(value: unknown): Wire {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(fields.map(([name, field]) => [name, toWire(field)]));
  }
  return value as Wire;
}

/**
 * The record of a wire form. One naming rule decides what is an amount: a field whose name ends in `Minor`, and the
 * `from` and `to` of a sub-range. The caller names the type: what is read was written by {@link toWire} from that type.
 */
export function fromWire<T>(wire: Wire): T {
  return revive(wire) as T;
}

function revive(value: Wire): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(revive) : reviveFields(value as { readonly [name: string]: Wire });
}

function reviveFields(fields: { readonly [name: string]: Wire }): object {
  const record: { [name: string]: unknown } = { ...fields };
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field === 'object') record[name] = revive(field);
    else if (isAmount(name, field, fields)) record[name] = BigInt(field);
  }
  return record;
}

function isAmount(name: string, field: Wire, fields: { readonly [name: string]: Wire }): field is string {
  const named = name.endsWith('Minor') || ((name === 'from' || name === 'to') && isDigits(fields['from']) && isDigits(fields['to']));
  return named && isDigits(field);
}

const isDigits = (value: Wire | undefined): value is string => typeof value === 'string' && DIGITS.test(value);
