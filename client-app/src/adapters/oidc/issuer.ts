import type { Issuer } from '../../ports/signIn';
import { JwtAccessTokens } from './accessTokens';
import { OidcCodeFlow } from './codeFlow';
import { Discovered } from './discovered';
import type { IssuerSettings } from './settings';

/** An OpenID Connect issuer. Nothing is asked of it before somebody signs in. @param now milliseconds since 1970 UTC */
export function oidcIssuer(settings: IssuerSettings, now: () => number): Issuer {
  const discovered = new Discovered(settings);
  const tokens = new JwtAccessTokens(settings, discovered, now);
  const flow = new OidcCodeFlow(settings, discovered);
  return {
    check: (token) => tokens.check(token),
    begin: () => flow.begin(),
    finish: (query, begun) => flow.finish(query, begun),
    signOutAddress: () => flow.signOutAddress(),
  };
}
