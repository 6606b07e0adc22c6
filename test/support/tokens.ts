/** The path of the development issuer's end point for tokens. */
const TOKEN_PATH = '/dev-issuer/token';

/** The header of a request with an access token. */
export type Bearer = Readonly<Record<'authorization', string>>;

/** Access tokens of the development issuer, one for each person. */
export class Tokens {
  readonly #known = new Map<string, Promise<Bearer>>();

  /** @param address of the server, asked for each token */
  constructor(private readonly address: () => string) {}

  /** The header by which an enrolled person asks. */
  bearer(user: string): Promise<Bearer> {
    const bearer = this.#known.get(user) ?? bearerFor(this.address(), user);
    this.#known.set(user, bearer);
    return bearer;
  }
}

/** The header by which an enrolled person asks, with a new access token. @throws Error when the issuer refuses */
export async function bearerFor(address: string, user: string): Promise<Bearer> {
  const response = await fetch(`${address}${TOKEN_PATH}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${user}:demo`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`no token for ${user}: ${response.status}`);
  return { authorization: `Bearer ${token}` };
}
