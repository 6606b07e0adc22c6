import { address, id, text } from '@tierline/chaincode/api';
import { z } from 'zod';
import { pageOfRows } from '../../app/rowPages';
import { isCounting, KEY_STATES, keysSeen, registrationOf } from '../../app/signingKeys';
import { given, ids, named, next, pageFields, pageIn, typedData, when, words } from '../answers';
import { question } from '../operation';

const MAX_PERSON = 100;

const signingKey = z
  .strictObject({
    company: ids.company,
    address: words.meta({ description: 'EIP-55.' }),
    person: words.meta({ description: 'The person who alone signs with it.' }),
    state: z.enum(KEY_STATES).meta({ description: 'ENDING: in force, and revoked from a time to come.' }),
    waitsFor: z.enum(['REGULATOR', 'COMPANY']).nullable().meta({ description: 'Who approves it; null for one that waits for nobody.' }),
    told: words.meta({ description: 'How it stands, in words.' }),
    proposedBy: words,
    vouchedBy: words.nullable().meta({ description: 'The key of the company that vouched for it; null for a first one.' }),
    validFrom: when.instant.nullable(),
    approvedBy: words.nullable(),
    revokedFrom: when.instant.nullable(),
  })
  .meta({ id: 'SigningKey' });

/** The addresses whose signatures bind a company. Proposed, approved and revoked they are by their transactions. */
export const signingKeyOperations = [
  question({
    id: 'signingKeys',
    path: '/signing-keys',
    group: 'companies',
    summary: "The signing keys of the caller's company, revoked ones among them; the regulator is told of every company's.",
    query: z.strictObject({ ...pageFields, company: id.optional(), state: z.enum(KEY_STATES).optional() }),
    answer: z.strictObject({ keys: z.array(signingKey), next }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async ({ app, session, query: { company = null, state, after, limit } }) => {
      const all = await keysSeen(session, company, app.now());
      const rows = all.filter((row) => state === undefined || row.state === state);
      const page = pageOfRows(rows, { by: (row) => row.company, id: (row) => row.address }, pageIn(given({ after, limit })));
      return named('keys', page);
    },
  }),

  question({
    id: 'keyRegistration',
    path: '/signing-keys/registration',
    group: 'companies',
    summary: 'What is signed to register a key for a person of the company: by the new key, and by a key in force that vouches for it.',
    query: z.strictObject({
      address,
      person: text(MAX_PERSON).optional().meta({ description: 'The person who will sign with it; the caller by default.' }),
    }),
    answer: z.strictObject({
      typedData,
      inForce: z.array(words).meta({ description: 'Addresses of the company of which one vouches; none for a first key.' }),
    }),
    problems: ['CONDITION_UNMET'],
    run: async ({ app, session, query }) => {
      const { company, person } = session.attributes;
      const keys = await keysSeen(session, company, app.now());
      const data = await registrationOf(session, query.address, query.person ?? person);
      return { typedData: data, inForce: keys.filter(isCounting).map((key) => key.address) };
    },
  }),
];
