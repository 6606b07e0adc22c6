import type { CookieOptions, Request, Response } from 'express';

/** A cookie of this server. */
export interface Cookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/** The cookies of a server at an address. */
export interface Cookies {
  /** Names the browser's session. */
  readonly session: Cookie;
  /** Names the sign-in that the browser has begun. */
  readonly begun: Cookie;
}

/**
 * Cookies that no script reads and no other site sends with a write. The name holds the port: browsers keep one jar for all
 * ports of a host. Over https it has the prefix that binds a cookie to its host.
 * @param address of the server as browsers see it
 */
export function cookiesOf(address: string): Cookies {
  const { protocol, port } = new URL(address);
  const secure = protocol === 'https:';
  const name = (what: string): string => `${secure ? '__Host-' : ''}tierline-${what}${port === '' ? '' : `-${port}`}`;
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  return { session: { name: name('session'), options }, begun: { name: name('signin'), options } };
}

/** The value of a cookie; null when the browser sent none. */
export function cookieIn(request: Request, { name }: Cookie): string | null {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** Gives the browser a cookie that it keeps until it is closed. */
export function setCookie(response: Response, { name, options }: Cookie, value: string): void {
  response.cookie(name, value, options);
}

/** Takes a cookie away. */
export function clearCookie(response: Response, { name, options }: Cookie): void {
  response.clearCookie(name, options);
}
