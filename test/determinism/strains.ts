import type { Json } from '@tierline/client-app/dist/ports/ledger';
import fc from 'fast-check';

/** One thing that is done to an input; `at` chooses among its parts, however many there are. */
export interface Strain {
  readonly at: number;
  readonly do: 'borrow' | 'set' | 'drop' | 'add' | 'double' | 'turn';
  /** Chooses among what other calls have in that place. */
  readonly pick: number;
  readonly value: Json;
}

type Path = readonly string[];
/** An object, or a list by its positions. */
type Node = { [name: string]: Json };

/** Texts that programs take for numbers, names or dates in different ways, and values of other types. */
const STRANGE: readonly Json[] = [
  '',
  ' ',
  '0',
  '00',
  '-0',
  '-1',
  '+1',
  '0x10',
  '1e3',
  '1.005',
  '１２',
  '٣',
  '9007199254740993',
  '1000000000000000000',
  '9'.repeat(40),
  'İ',
  'ı',
  'ß',
  'e\u0301',
  '\u0410',
  '\u200b',
  '\u0000',
  '\u{1F600}',
  '__proto__',
  'constructor',
  'A'.repeat(41),
  '2026-02-29',
  '2028-02-29',
  '2027-01-01',
  '2026-03-16T24:00:00Z',
  '9999-12-31',
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  [],
  {},
];

/** What each strain does to one part of its parent. */
const DEEDS: Readonly<Record<Strain['do'], (parent: Node, name: string, value: Json) => void>> = {
  borrow: (parent, name, value) => {
    parent[name] = structuredClone<Json>(value);
  },
  set: (parent, name, value) => {
    parent[name] = structuredClone<Json>(value);
  },
  drop: (parent, name) => {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
  },
  add: (parent, _name, value) => {
    parent['1'] = structuredClone<Json>(value);
  },
  double: (parent, name) => {
    const part = parent[name];
    if (Array.isArray(part)) parent[name] = [...part, ...part];
  },
  turn: (parent, name) => {
    const part = parent[name];
    if (Array.isArray(part)) parent[name] = part.toReversed();
  },
};

/** Strains for inputs like the given ones. */
export class Strainer {
  /** What the inputs hold, by the name of the field: an ask's id can take the place of another's. */
  readonly #held = new Map<string, Json[]>();

  constructor(inputs: readonly Json[]) {
    for (const input of inputs) {
      for (const path of pathsIn(input)) this.#heldAs(path).push(partAt(input, path));
    }
  }

  /** Draws one strain: what it sets is strange, drawn, or, most often, what another call has there. */
  strain(): fc.Arbitrary<Strain> {
    return fc.record({
      at: fc.nat(),
      do: fc.constantFrom('borrow', 'borrow', 'borrow', 'borrow', 'set', 'set', 'drop', 'add', 'double', 'turn'),
      pick: fc.nat(),
      value: fc.oneof(
        fc.constantFrom(...STRANGE),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
        fc.integer(),
      ),
    });
  }

  /** An input after some strains. */
  strained(input: Json, applied: readonly Strain[]): Json {
    const copy = structuredClone<Json>(input);
    for (const strain of applied) this.#strainOnce(copy, strain);
    return copy;
  }

  #strainOnce(input: Json, { at, do: what, pick, value }: Strain): void {
    const paths = pathsIn(input);
    const path = paths[at % paths.length];
    const name = path?.at(-1);
    if (path === undefined || name === undefined) return;
    const held = this.#heldAs(path);
    DEEDS[what](partAt(input, path.slice(0, -1)) as Node, name, what === 'borrow' ? (held[pick % held.length] ?? value) : value);
  }

  #heldAs(path: Path): Json[] {
    const place = placeOf(path);
    const held = this.#held.get(place) ?? [];
    this.#held.set(place, held);
    return held;
  }
}

/** What a part of an input is for: the field's name, for an item of `tokens` the same as for a `token`. */
function placeOf(path: Path): string {
  const last = path.at(-1) ?? '';
  if (!isIndex(last)) return last;
  return (path.findLast((name) => !isIndex(name)) ?? '').replace(/s$/, '');
}

const isIndex = (name: string): boolean => /^[0-9]+$/.test(name);

/** The way to every part of an input. */
function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, Json]) => [[...path, name], ...pathsIn(part, [...path, name])]);
}

function partAt(value: Json, path: Path): Json {
  return path.reduce((part, name) => (part as Node)[name] as Json, value);
}
