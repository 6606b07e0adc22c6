import { FIELDS, HEADER_NAMES, PAYMENT_DATE_NAMES, plainHeader, type Field } from './headerNames';
import type { Mapping } from './mapping';
import { fileFault } from './refusal';

/** Which column of a file holds what. */
export interface Columns {
  /** The header as it stands in the file. */
  readonly header: readonly string[];
  /** Field -> place of its column, from 0. */
  readonly places: Readonly<Partial<Record<Field, number>>>;
  /** `payments` when the date is a payment's: there one number may occur with several dates and parties. */
  readonly kind: 'invoices' | 'payments';
}

/** Finds each field's column: where the mapping says, else by well-known header names. */
export function findColumns(header: readonly string[], mapping: Mapping): Columns {
  const plain = header.map(plainHeader);
  const wanted = mappedNames(mapping);
  const places = placesOf(header, plain, wanted);
  if (places.issueDate !== undefined || wanted.issueDate !== undefined) return { header, places, kind: mapping.kind ?? 'invoices' };
  const paymentDate = firstPlace(plain, PAYMENT_DATE_NAMES);
  if (paymentDate < 0) return { header, places, kind: mapping.kind ?? 'invoices' };
  return { header, places: { ...places, issueDate: paymentDate }, kind: mapping.kind ?? 'payments' };
}

/** The place of each field that has a column; a column of amounts makes quantity and price needless. */
function placesOf(
  header: readonly string[],
  plain: readonly string[],
  wanted: ReturnType<typeof mappedNames>,
): Partial<Record<Field, number>> {
  const places: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const name = wanted[field];
    if (name === null) continue;
    const place = name === undefined ? firstPlace(plain, HEADER_NAMES[field]) : mappedPlace(header, plain, name);
    if (place >= 0) places[field] = place;
  }
  if (places.amount !== undefined) {
    delete places.quantity;
    delete places.unitPrice;
  }
  return places;
}

/** The fields without which no document can be read, as far as they have no column; and mapped columns that are not there. */
export function missingColumns({ header, places }: Columns, mapping: Mapping): readonly string[] {
  const plain = header.map(plainHeader);
  const unknown = Object.values(mappedNames(mapping)).filter((name) => name !== null && mappedPlace(header, plain, name) < 0);
  const needed = [
    ...(places.number === undefined ? ['number'] : []),
    ...(places.issueDate === undefined ? ['issueDate'] : []),
    ...(hasAmount(places) ? [] : ['amount']),
  ];
  return [...unknown.map((name) => `"${name}"`), ...needed];
}

/** @throws Fault MALFORMED when a column that is used shares its header with another one. */
export function refuseRepeatedColumns({ header, places }: Columns, mapping: Mapping): void {
  const plain = header.map(plainHeader);
  const named = mappedNames(mapping);
  for (const [field, place] of Object.entries(places)) {
    const isNamedExactly = named[field as Field]?.trim() === header[place]?.trim();
    if (isRepeated(isNamedExactly ? header : plain, place)) {
      throw fileFault({
        field,
        value: header[place] as string,
        reason: 'two columns have this header',
        mend: 'rename the one that is not meant',
      });
    }
  }
}

/** The header over a field's column, to name it to the user; the field's own name when there is none. */
export function columnName({ header, places }: Columns, field: Field): string {
  const place = places[field];
  return place === undefined ? field : (header[place]?.trim() ?? field);
}

function hasAmount(places: Columns['places']): boolean {
  return places.amount !== undefined || (places.quantity !== undefined && places.unitPrice !== undefined);
}

/** Field -> the header that the mapping names, null for "no such column"; a product of two columns names quantity and unit price. */
function mappedNames(mapping: Mapping): Partial<Record<Field, string | null>> {
  const { amount, ...columns } = mapping.columns ?? {};
  const entries = Object.entries(columns).filter(([, name]) => name !== undefined);
  const named: Partial<Record<Field, string | null>> = Object.fromEntries(entries);
  if (amount === undefined) return named;
  if (typeof amount === 'string') return { ...named, amount };
  return { ...named, amount: null, quantity: amount.product[0], unitPrice: amount.product[1] };
}

function isRepeated(list: readonly string[], place: number): boolean {
  const name = list[place] as string;
  return list.indexOf(name) !== list.lastIndexOf(name);
}

function firstPlace(plain: readonly string[], names: readonly string[]): number {
  const name = names.find((known) => plain.includes(known));
  return name === undefined ? -1 : plain.indexOf(name);
}

function mappedPlace(header: readonly string[], plain: readonly string[], name: string): number {
  const exact = header.findIndex((cell) => cell.trim() === name.trim());
  const plainName = plainHeader(name);
  return exact >= 0 || plainName === '' ? exact : plain.indexOf(plainName);
}
