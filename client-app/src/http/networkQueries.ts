import { Fault, isRecordKind } from '@tierline/chaincode/api';
import { z } from 'zod';
import { companyOf } from '../app/desk';
import { parsed } from '../app/parsed';
import { programIds, programView } from '../app/programs';
import { colleaguesOf, peopleOf } from '../app/register';
import { viewerOf } from '../app/visible';
import type { Question } from './answer';
import { pageIn, pageInput, plainInput, refusalsInput, searchInput } from './queryInput';
import { pathText, textIn } from './service';

const DEFAULT_FOUND = 20;
const historyInput = z.strictObject({ scope: pathText.optional() });

/** Questions that are not about one program, by their path. */
export const NETWORK_QUESTIONS: Readonly<Record<string, Question>> = {
  '/people': async ({ authenticate, sessions }, request) => {
    parsed(plainInput, request.query);
    const session = await authenticate(request);
    return { people: colleaguesOf(await viewerOf(session), await peopleOf(sessions)) };
  },

  '/me': async ({ authenticate, signIn, now }, request) => {
    parsed(plainInput, request.query);
    const session = await authenticate(request);
    const { identity, attributes, books } = session;
    const views = await Promise.all((await programIds(books)).map((id) => programView(books, id, now())));
    const programs = views.map(({ id, head, program, time }) => ({
      id,
      name: head.name,
      mode: head.mode,
      currency: program.currency,
      businessDate: time.today,
    }));
    const { roles: duties, person } = attributes;
    const csrf = await signIn.csrfOf(request);
    const { isDevelopment: developmentSignIn } = signIn.options;
    const company = await companyOf(session);
    return { user: identity.name, msp: identity.msp, company, duties, person, programs, csrf, developmentSignIn };
  },

  '/exposure': async ({ authenticate, queries }, request) => {
    parsed(plainInput, request.query);
    return { lines: await queries.exposure(await viewerOf(await authenticate(request))) };
  },

  '/search': async ({ authenticate, queries }, request) => {
    const { q, limit } = parsed(searchInput, request.query);
    return { found: await queries.search(await viewerOf(await authenticate(request)), q, limit ?? DEFAULT_FOUND) };
  },

  '/refusals': async ({ authenticate, queries }, request) => {
    const { code, after, limit } = parsed(refusalsInput, request.query);
    const viewer = await viewerOf(await authenticate(request));
    return queries.refusals(viewer, code ?? [], pageIn({ after, limit }));
  },

  '/history/:kind/:id': async ({ authenticate }, request) => {
    const { scope } = parsed(historyInput, request.query);
    const kind = textIn(request, 'kind');
    if (!isRecordKind(kind)) throw new Fault('NOT_FOUND', { kind: 'record', id: kind });
    const session = await authenticate(request);
    const { company } = await viewerOf(session);
    if (company !== null) throw new Fault('NOT_AUTHORISED', { need: "the organisation's own company" });
    return { versions: await session.books.history(kind, scope ?? '', textIn(request, 'id')) };
  },

  '/blocks': async ({ authenticate, queries }, request) => {
    const { after, limit } = parsed(pageInput, request.query);
    await authenticate(request);
    return queries.blocks(pageIn({ after, limit }));
  },

  '/transactions/:id': async ({ authenticate, queries }, request) => {
    parsed(plainInput, request.query);
    await authenticate(request);
    const id = textIn(request, 'id');
    const found = await queries.transaction(id);
    if (found === null) throw new Fault('NOT_FOUND', { kind: 'transaction', id });
    return found;
  },
};
