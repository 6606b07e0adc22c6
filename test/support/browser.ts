import { request } from 'node:http';

/** A page that a browser got. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it came from, after redirects. */
  readonly address: string;
}

interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it stays where a redirect would lead elsewhere. */
  readonly stay?: boolean;
}

const MAX_REDIRECTS = 10;

/** As much of a browser as signing in needs: cookies with their paths, and redirects. */
export class Browser {
  /** Cookies as `name=value`, by path and name. */
  readonly cookies = new Map<string, { readonly path: string; readonly pair: string; readonly attributes: string }>();

  /**
   * @param home the address of the application
   * @param own headers that every request has: `host`, where it is not that of the address
   */
  constructor(
    readonly home: string,
    private readonly own: Readonly<Record<string, string>> = {},
  ) {}

  /** Goes to an address or a path of the application. */
  async go(to: string, { method = 'GET', body, headers = {}, stay = false }: Sent = {}): Promise<Page> {
    let address = new URL(to, this.home);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const sent = { cookie: this.cookieHeader(address.pathname), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      const { status, headers: told, text } = await this.send(address, { method, headers: { ...this.own, ...sent, ...headers }, body });
      const location = told.get('location');
      if (location === null || stay) return { status, headers: told, text, address: address.href };
      address = new URL(location, address);
    }
    throw new Error(`too many redirects to ${address.href}`);
  }

  /** Signs in with the development issuer, as a person would: to its list, and with a click back to a path. */
  async signIn(user: string, returnTo = '/api/v1/me'): Promise<Page> {
    const list = await this.go(`/signin?returnTo=${encodeURIComponent(returnTo)}`);
    const link = new RegExp(`href="([^"]*/${encodeURIComponent(user)})"`).exec(list.text)?.[1];
    if (link === undefined) throw new Error(`${user} is not in the list: ${list.status} ${list.text.slice(0, 200)}`);
    return this.go(link);
  }

  /** What the application tells the caller of himself. */
  async me(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse((await this.go('/api/v1/me')).text) as Readonly<Record<string, unknown>>;
  }

  /** Sends a write with what the page was given for it. */
  async write(path: string, body: unknown = {}): Promise<Page> {
    return this.go(path, { method: 'POST', body, headers: { 'tierline-csrf': String((await this.me())['csrf']) } });
  }

  /** The session cookie; null when the browser has none. */
  get session(): { readonly value: string; readonly attributes: string } | null {
    const found = [...this.cookies.values()].find(({ pair }) => pair.includes('tierline-session'));
    return found === undefined ? null : { value: found.pair.slice(found.pair.indexOf('=') + 1), attributes: found.attributes };
  }

  private send(address: URL, { method, headers, body }: Required<Pick<Sent, 'method' | 'headers'>> & Sent): Promise<Omit<Page, 'address'>> {
    return new Promise((resolve, reject) => {
      const sent = request(address, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const told = new Headers();
          for (const [name, values] of Object.entries(response.headersDistinct)) for (const value of values ?? []) told.append(name, value);
          this.keep(told.getSetCookie());
          resolve({ status: response.statusCode ?? 0, headers: told, text: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private cookieHeader(path: string): string {
    return [...this.cookies.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map(({ pair }) => pair)
      .join('; ');
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const path = /^path=(.*)$/i.exec(attributes.find((each) => /^path=/i.test(each)) ?? '')?.[1] ?? '/';
      const key = `${path} ${pair.split('=', 1)[0] ?? ''}`;
      if (pair.endsWith('=')) this.cookies.delete(key);
      else this.cookies.set(key, { path, pair, attributes: attributes.join('; ') });
    }
  }
}
