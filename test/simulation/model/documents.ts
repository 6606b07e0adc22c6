import { need, there } from './refusal';
import type { Backing, Company, State } from './state';

/** A trade document as it is named to a contract. */
export interface Named {
  readonly type: string;
  readonly number: string;
  readonly issueDate: string;
}

/** What makes a document the one it is: issuer, kind, number as two people would read it, year. */
function identityOf({ code }: Company, { type, number, issueDate }: Named): string {
  return [code, type, number.toUpperCase().replaceAll(/[ ./_-]/g, ''), issueDate.slice(0, 4)].join('|');
}

/** Every place at which a document may lie in the registry, newest key first. @throws Refusal NOT_FOUND without a key */
export function placesOf(state: State, issuer: Company, document: Named): readonly [string, ...string[]] {
  const identity = identityOf(issuer, document);
  const places = Array.from({ length: state.keyVersions }, (_each, index) => `${state.keyVersions - index}|${identity}`);
  return [there(places[0]), ...places.slice(1)];
}

/** The documents that one transaction registers: each once, each free. */
export class DocumentDesk {
  readonly #named = new Map<string, string>();
  readonly #released: [string, string][] = [];

  constructor(private readonly state: State) {}

  /** Takes a document for a claim. @throws Refusal DOCUMENT_ALREADY_USED */
  take(issuer: Company, document: Named, claim: string): string {
    const [newest, ...older] = placesOf(this.state, issuer, document);
    for (const place of older) need(this.#isFree(place, claim), 'DOCUMENT_ALREADY_USED');
    need(!this.#named.has(newest) && this.#isFree(newest, claim), 'DOCUMENT_ALREADY_USED');
    this.#named.set(newest, claim);
    return newest;
  }

  #isFree(place: string, claim: string): boolean {
    const found = this.state.documents.get(place);
    return found === undefined || found.state === 'RELEASED' || (found.state === 'REGISTERED' && found.claim === claim);
  }

  /** Lets a document go whose claim ended unfinanced. */
  release(place: string, claim: string): void {
    this.#released.push([place, claim]);
  }

  /** Writes it all. */
  save(): void {
    for (const [place, claim] of this.#released) {
      const found = this.state.documents.get(place);
      if (found?.state === 'REGISTERED' && found.claim === claim) this.state.documents.set(place, { state: 'RELEASED', claim });
    }
    for (const [place, claim] of this.#named) this.state.documents.set(place, { state: 'REGISTERED', claim });
  }
}

/** Whether every document behind a claim may be sold with it. @throws Refusal DOCUMENT_ALREADY_USED */
export function needFinanceable(state: State, documents: readonly Backing[], claim: string): void {
  for (const { key } of documents) {
    const found = state.documents.get(key);
    need(found !== undefined && found.claim === claim && found.state !== 'RELEASED', 'DOCUMENT_ALREADY_USED');
  }
}
