import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  type CompiledQuery,
} from 'kysely';
import type { Database } from '../schema';
import type { Tables } from '../sqlDatabase';

/** Forms of one question that are kept, at most: whoever makes up more has his statements made each time. */
const MAX_FORMS = 200;

/** Where a value comes in when the statement is asked. */
class Slot {
  constructor(readonly name: string) {}
}

/** The tables for statements that are made here and asked elsewhere. */
export const described: Tables = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (tables) => new PostgresIntrospector(tables),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * The statements of one question. To make SQL from a description costs a third of asking it, so it is made once for each form: the
 * variant that is named, and which values are there. Values come in when it is asked.
 */
export class Statements<Values extends object, Variant extends string, Row> {
  readonly #made = new Map<string, CompiledQuery<Row>>();

  /** @param make describes the statement; it may pass values on and ask whether they are undefined, nothing else */
  constructor(private readonly make: (values: Values, variant: Variant) => Compilable<Row>) {}

  /** The statement of a variant with values; those that are undefined are not there. */
  with(values: Values, variant: Variant): CompiledQuery<Row> {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const form = [variant, ...given.map(([name]) => name)].join(' ');
    const made = this.#made.get(form) ?? this.#describe(given, variant);
    if (this.#made.size < MAX_FORMS) this.#made.set(form, made);
    const byName = new Map<string, unknown>(given);
    return { ...made, parameters: made.parameters.map((each) => (each instanceof Slot ? byName.get(each.name) : each)) };
  }

  #describe(given: readonly (readonly [string, unknown])[], variant: Variant): CompiledQuery<Row> {
    const slots = Object.fromEntries(given.map(([name]) => [name, new Slot(name)]));
    return this.make(slots as Values, variant).compile();
  }
}
