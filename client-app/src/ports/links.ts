/** What a link says: which payment it shows, to whom, until when, and in whose name it is read. */
export interface LinkClaims {
  readonly program: string;
  readonly transfer: string;
  /** Company id of who is paid: nobody else may answer. */
  readonly payee: string;
  /** The person who made it: the link shows what he may see of this one payment. */
  readonly maker: string;
  /** Milliseconds since 1970 UTC. */
  readonly expiresAtMs: number;
}

/** Makes links that nobody else can make or change. */
export interface LinkSeal {
  /** The link's text: characters of an address only. */
  seal(claims: LinkClaims): string;
  /** What a link says; null for one that was not made here. */
  open(text: string): LinkClaims | null;
}
