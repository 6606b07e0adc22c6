import type { Issuer } from '../../ports/signIn';
import { JwtAccessTokens } from './accessTokens';
import { OidcCodeFlow } from './codeFlow';
import { Discovered } from './discovered';
import { IssuerKeys } from './issuerKeys';
import { JwtLogoutTokens } from './logoutTokens';
import type { IssuerSettings } from './settings';

/** An OpenID Connect issuer. Nothing is asked of it before somebody signs in. @param now milliseconds since 1970 UTC */
export function oidcIssuer(settings: IssuerSettings, now: () => number): Issuer {
  const discovered = new Discovered(settings);
  const keys = new IssuerKeys(discovered);
  const tokens = new JwtAccessTokens(settings, keys, now);
  const signOuts = new JwtLogoutTokens(settings, keys, now);
  const flow = new OidcCodeFlow(settings, discovered);
  return {
    check: (token) => tokens.check(token),
    begin: () => flow.begin(),
    finish: (query, begun) => flow.finish(query, begun),
    renew: (known, renewal) => flow.renew(known, renewal),
    signedOut: (token) => signOuts.signedOut(token),
    revoke: (renewal) => flow.revoke(renewal),
    signOutAddress: () => flow.signOutAddress(),
  };
}
