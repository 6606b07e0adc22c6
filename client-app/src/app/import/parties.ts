import { isBlank, looksLikeFormula, readName } from './cellText';
import type { ImportNotes } from './notes';
import { comparedName, localIdentity, readCode, registeredId, type Identity } from './partyIdentity';
import { RowRefusal } from './refusal';

/** Which side of a claim a company is on: the one that is owed, or the one that owes. */
export type Side = 'creditor' | 'debtor';

/** A company that a file names, as it would be onboarded. */
export interface ProposedParty {
  /** What documents refer to: `SCHEME:value`. */
  readonly key: string;
  /** `[A-Z0-9-]{4,40}`. */
  readonly id: string;
  readonly name: string;
  /** Its registration, or LOCAL, which nobody has verified. */
  readonly identity: Identity;
  readonly side: Side;
}

/** A company that the file need not name: the program's own. */
export interface OwnParty {
  readonly name: string;
  /** USCC, LEI or VAT number. */
  readonly code?: string | undefined;
  /** The id that it is onboarded under already. */
  readonly id?: string | undefined;
}

/**
 * The companies of one file, each once per side.
 * A code that is a registration identifies its company. Any other code is a number out of somebody's books: beside a name it
 * is not looked at, and alone it is the name, local to those books.
 */
export class PartyBook {
  readonly #parties = new Map<string, ProposedParty>();
  readonly #read = new Map<string, ProposedParty>();

  constructor(
    private readonly notes: ImportNotes,
    private readonly own: OwnParty | undefined,
    private readonly ownSide: Side,
  ) {}

  /**
   * The company that a row names on a side.
   * @param scope key of the company whose numbers the codes are.
   * @throws RowRefusal when it is missing, or its code is a mistyped registration.
   */
  find(side: Side, nameCell: string, codeCell: string, scope: string): ProposedParty {
    const cell = [side, nameCell, codeCell, scope].join('\u001f');
    const known = this.#read.get(cell);
    if (known !== undefined) return known;
    const own = side === this.ownSide ? this.own : undefined;
    const isOwn = own !== undefined && isBlank(codeCell) && comparedName(own.name) === comparedName(nameCell);
    const party = isOwn ? this.fixed(side, own) : this.#register(this.#readParty(side, nameCell, codeCell, scope));
    this.#read.set(cell, party);
    return party;
  }

  /** The company of every row of a file that has no column for it. @throws RowRefusal when its name or code is wrong. */
  fixed(side: Side, party: OwnParty): ProposedParty {
    const read = this.#readParty(side, party.name, party.code ?? '', '');
    return this.#register(party.id === undefined ? read : { ...read, id: party.id });
  }

  /** The companies with one of these keys, in the order in which they were first met. */
  proposed(keys: ReadonlySet<string>): readonly ProposedParty[] {
    return [...this.#parties.values()].filter(({ key }) => keys.has(key));
  }

  #readParty(side: Side, nameCell: string, codeCell: string, scope: string): ProposedParty {
    const code = isBlank(codeCell) ? null : readName(codeCell, `${side}Code`);
    const reading = code === null ? 'own number' : readCode(code);
    if (reading === 'mistyped') {
      throw new RowRefusal(`${side}Code`, codeCell, 'the check digit of this registration code is wrong: compare it with the licence');
    }
    const name = code !== null && isBlank(nameCell) ? code : readName(nameCell === '' ? codeCell : nameCell, side);
    if (looksLikeFormula(nameCell)) this.notes.formulaName(name);
    if (reading !== 'own number') return proposed(side, name, reading, registeredId(reading));
    const identity = localIdentity(name, isBlank(nameCell) ? scope : '');
    return proposed(side, name, identity, identity.value);
  }

  #register(party: ProposedParty): ProposedParty {
    const place = `${party.side}\u001f${party.key}`;
    const first = this.#parties.get(place);
    if (first === undefined) this.#parties.set(place, party);
    return first ?? party;
  }
}

function proposed(side: Side, name: string, identity: Identity, id: string): ProposedParty {
  return { key: `${identity.scheme}:${identity.value}`, id, name, identity, side };
}
