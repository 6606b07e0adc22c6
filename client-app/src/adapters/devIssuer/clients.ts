import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What every person's client shows as its secret: known to everybody, which is why this issuer is for development only. */
export const DEVELOPMENT_SECRET = 'demo';

const NONE = Promise.resolve(undefined);

/** Every enrolled person as a client of his own, so that a command line gets a token in his name. */
export class PeopleAsClients implements Adapter {
  /** @param isEnrolled whether a person of that name is enrolled */
  constructor(private readonly isEnrolled: (user: string) => Promise<boolean>) {}

  async find(user: string): Promise<AdapterPayload | undefined> {
    if (!(await this.isEnrolled(user))) return undefined;
    return {
      client_id: user,
      client_secret: DEVELOPMENT_SECRET,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
    };
  }

  readonly findByUid = (): Promise<undefined> => NONE;
  readonly findByUserCode = (): Promise<undefined> => NONE;
  readonly upsert = (): Promise<undefined> => NONE;
  readonly consume = (): Promise<undefined> => NONE;
  readonly destroy = (): Promise<undefined> => NONE;
  readonly revokeByGrantId = (): Promise<undefined> => NONE;
}
