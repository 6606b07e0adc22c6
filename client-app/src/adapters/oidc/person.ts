import { Fault } from '@tierline/chaincode/api';

/** How the names of enrolled people look. */
const NAME = /^[A-Za-z0-9._@-]{1,80}$/;

/** The enrolled person whom claims name. @throws Fault NOT_AUTHORISED {need} */
export function personIn(claims: Readonly<Record<string, unknown>>, claim: string): string {
  const named = claims[claim];
  if (typeof named !== 'string' || !NAME.test(named))
    throw new Fault('NOT_AUTHORISED', { need: `an enrolled person in the claim ${claim}` });
  return named;
}
