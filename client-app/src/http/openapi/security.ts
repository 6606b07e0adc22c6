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
    description:
      'The session of a signed-in page (the name ends with the port, and begins with `__Host-` over https); what changes something needs ' +
      'the header `Tierline-CSRF` as well, with the value that `/me` gave as `csrf`.',
  },
} as const;

/** Any one of {@link SECURITY_SCHEMES}. */
export const SECURITY = Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] }));
