/** How somebody shows who he is; one of them is enough. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the OpenID Connect issuer, for systems and command lines.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'tierline-session',
    description: 'The session of a signed-in page; what changes something needs the header `Tierline-CSRF` as well.',
  },
  demonstration: {
    type: 'apiKey',
    in: 'header',
    name: 'tierline-user',
    description: 'A demonstration identity, such as `maker@CORE-01`; on this machine alone.',
  },
} as const;

/** Any one of {@link SECURITY_SCHEMES}. */
export const SECURITY = Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] }));
