import { resolve } from 'node:path';
import { address, date, id, receivableIdText, tokenIdText } from '@tierline/chaincode/api';
import { Fault } from '@tierline/chaincode/api';
import { refuseTyped, typedAmount, typedAs, typedDate } from '../app/typed';

/** Most ids of one command line. */
const MAX_LIST = 1_000;

/** What was typed: arguments by name, options by their long name without dashes. */
export class Input {
  /**
   * Arguments and options; `undefined` for what was not given.
   * @param folder the working folder, to which paths are relative
   */
  constructor(
    private readonly args: ReadonlyMap<string, unknown>,
    private readonly options: Readonly<Record<string, unknown>>,
    private readonly folder: string,
  ) {}

  /** An argument. @throws Fault MALFORMED when it is missing */
  argument(name: string): string {
    return this.argumentOrNull(name) ?? missing(name);
  }

  argumentOrNull(name: string): string | null {
    const value = this.args.get(name);
    return typeof value === 'string' ? value : null;
  }

  /** An argument that may be repeated; empty when it was not given. */
  list(name: string): readonly string[] {
    const value = this.args.get(name);
    const items = Array.isArray(value) ? value.map(String) : [];
    if (items.length > MAX_LIST) throw refuseTyped(name, `${items.length} values`, `at most ${MAX_LIST}`);
    return items;
  }

  /** An option's value, or null. */
  text(option: string): string | null {
    const value = this.options[camelCase(option)];
    return typeof value === 'string' ? value : null;
  }

  /** A path as an option, or null: as it was typed in the folder of this process, in full for another folder. */
  file(option: string): string | null {
    const value = this.text(option);
    return value === null ? null : this.path(value);
  }

  /** Paths as a repeated argument. @throws Fault MALFORMED */
  files(name: string): readonly string[] {
    return this.list(name).map((value) => this.path(value));
  }

  /** A path that was typed, or that stands in a file that was named. */
  path(value: string): string {
    return this.folder === process.cwd() ? value : resolve(this.folder, value);
  }

  /** An option's value. @throws Fault MALFORMED when it is missing */
  needed(option: string): string {
    return this.text(option) ?? missing(`--${option}`);
  }

  flag(option: string): boolean {
    return this.options[camelCase(option)] === true;
  }

  /** The value of an option that is on unless `--no-...` was given. */
  isNotOff(option: string): boolean {
    return this.options[camelCase(option)] !== false;
  }

  /** An id as an option. @throws Fault MALFORMED */
  id(option: string): string | null {
    const value = this.text(option);
    return value === null ? null : typedAs(id, `--${option}`, value);
  }

  /** An address as an option. @throws Fault MALFORMED */
  address(option: string): string | null {
    const value = this.text(option);
    return value === null ? null : typedAs(address, `--${option}`, value);
  }

  /** A date as an option. @throws Fault MALFORMED */
  date(option: string): string | null {
    const value = this.text(option);
    return value === null ? null : typedAs(date, `--${option}`, value);
  }

  /** A date as an option that must be there. @throws Fault MALFORMED */
  neededDate(option: string): string {
    return typedDate(`--${option}`, this.needed(option));
  }

  /** An amount as an option. @throws Fault MALFORMED */
  amount(option: string, currency: string, least = 1n): bigint | null {
    const value = this.text(option);
    return value === null ? null : typedAmount(`--${option}`, value, currency, least);
  }

  /** Ids of a kind as a repeated argument, each once. @throws Fault MALFORMED */
  ids(name: string, kind: keyof typeof ID_OF_KIND = 'id'): readonly string[] {
    return [...new Set(this.list(name).map((value) => typedAs(ID_OF_KIND[kind], name, value)))];
  }

  /** One id of a kind as an argument. @throws Fault MALFORMED */
  oneId(name: string, kind: keyof typeof ID_OF_KIND = 'id'): string {
    return typedAs(ID_OF_KIND[kind], name, this.argument(name));
  }
}

const ID_OF_KIND = { id, receivable: receivableIdText, token: tokenIdText } as const;

function missing(field: string): never {
  throw new Fault('MALFORMED', { field, reason: 'MISSING', mend: 'see --help' });
}

function camelCase(option: string): string {
  return option.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
