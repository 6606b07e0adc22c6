import { toWire } from '@tierline/chaincode/api';
import { sql, type RawBuilder } from 'kysely';

/** Text of one parameter, at most: a database in WebAssembly never gives memory back. */
const MAX_PARAMETER_CHARACTERS = 1_000_000;

/** Columns by name, each with its type: how rows given as JSON become rows of SQL. */
export type Columns = Readonly<Record<string, string>>;

/** The names of columns, for a list of SQL. @param prefix a table's alias */
export function names(columns: Columns, prefix: string = ''): RawBuilder<unknown> {
  const of = prefix === '' ? [] : [prefix];
  return sql.join(Object.keys(columns).map((name) => sql.id(...of, name)));
}

/** Rows of JSON text as a source of rows: `jsonb_to_recordset(...) as alias(...)`. @param json a parameter or a column */
export function rowsFrom(json: RawBuilder<unknown>, alias: string, columns: Columns): RawBuilder<unknown> {
  const definitions = Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${json}) as ${sql.id(alias)}(${sql.join(definitions)})`;
}

/** Rows as parameters of JSON text, few enough in each that none grows beyond bounds; one row is never divided. */
export function* parametersOf(rows: Iterable<unknown>): Iterable<RawBuilder<unknown>> {
  let texts: string[] = [];
  let characters = 0;
  const parameter = (): RawBuilder<unknown> => sql`${`[${texts.join(',')}]`}::jsonb`;
  for (const row of rows) {
    const text = JSON.stringify(toWire(row));
    if (texts.length > 0 && characters + text.length > MAX_PARAMETER_CHARACTERS) {
      yield parameter();
      texts = [];
      characters = 0;
    }
    texts.push(text);
    characters += text.length;
  }
  if (texts.length > 0) yield parameter();
}
