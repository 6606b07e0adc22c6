import { Fault, id as idText, receivableIdText, tokenIdText } from '@tierline/chaincode/api';
import { companyNamed } from '../app/desk';
import { LISTS, listOf, type ListName } from '../app/listing';
import { askOf, offersFor } from '../app/offers';
import { parsed } from '../app/parsed';
import { statementOf } from '../app/statement';
import { traceOf } from '../app/trace';
import { viewerOf } from '../app/visible';
import { worklistOf } from '../app/worklist';
import type { Question } from './answer';
import { companyQuestion, given, pageIn, plainInput, receivablesInput, tokensInput } from './queryInput';
import { deskOf, textIn } from './service';

const PUBLIC_LISTS: readonly ListName[] = ['companies', 'programs'];

/** Questions about one program, by their path below it. */
export const PROGRAM_QUESTIONS: Readonly<Record<string, Question>> = {
  '/worklist': async (service, request) => {
    parsed(plainInput, request.query);
    return { work: await worklistOf(await deskOf(service, request)) };
  },

  '/receivables': async (service, request) => {
    const { after, limit, overdue, ...filter } = parsed(receivablesInput, request.query);
    const { session, view } = await deskOf(service, request);
    const late = overdue === true ? { overdueOn: view.time.today } : {};
    return service.queries.receivables(await viewerOf(session), view.id, { ...given(filter), ...late }, pageIn({ after, limit }));
  },

  '/receivables/:receivable/tree': async (service, request) => {
    parsed(plainInput, request.query);
    const receivable = parsed(receivableIdText, textIn(request, 'receivable'));
    return traceOf(await deskOf(service, request), receivable);
  },

  '/tokens': async (service, request) => {
    const { after, limit, ...filter } = parsed(tokensInput, request.query);
    const { session, view } = await deskOf(service, request);
    return service.queries.tokens(await viewerOf(session), view.id, given(filter), pageIn({ after, limit }));
  },

  '/tokens/:token/tree': async (service, request) => {
    parsed(plainInput, request.query);
    const token = parsed(tokenIdText, textIn(request, 'token'));
    return traceOf(await deskOf(service, request), token);
  },

  '/lists/:list': async (service, request) => {
    parsed(plainInput, request.query);
    const name = LISTS.find((each): each is ListName => each === textIn(request, 'list'));
    if (name === undefined) throw new Fault('NOT_FOUND', { kind: 'list', id: textIn(request, 'list') });
    const desk = await deskOf(service, request);
    const { company } = await viewerOf(desk.session);
    const rows = await listOf(desk, name);
    return { rows: company === null || PUBLIC_LISTS.includes(name) ? rows : rows.filter((row) => Object.values(row).includes(company)) };
  },

  '/asks/:ask/offers': async (service, request) => {
    parsed(plainInput, request.query);
    const ask = parsed(idText, textIn(request, 'ask'));
    const desk = await deskOf(service, request);
    const { company } = await viewerOf(desk.session);
    if (company !== null && (await askOf(desk, ask)).seller !== company) throw new Fault('NOT_FOUND', { kind: 'ask', id: ask });
    return { offers: await offersFor(desk, ask) };
  },

  '/statement': async (service, request) => {
    const { company } = parsed(companyQuestion, request.query);
    const desk = await deskOf(service, request);
    return statementOf(desk, company === undefined ? desk.company.id : (await companyNamed(desk.session, company)).id);
  },

  '/portfolio': async (service, request) => {
    const { company } = parsed(companyQuestion, request.query);
    const { session, view, company: own } = await deskOf(service, request);
    return { lines: await service.queries.portfolio(await viewerOf(session), view.id, company ?? own.id) };
  },

  '/ageing': async (service, request) => {
    parsed(plainInput, request.query);
    const { session, view } = await deskOf(service, request);
    return { lines: await service.queries.ageing(await viewerOf(session), view.id, view.time.today) };
  },

  '/dashboard': async (service, request) => {
    parsed(plainInput, request.query);
    const { session, view } = await deskOf(service, request);
    const sums = await service.queries.dashboard(await viewerOf(session), view.id, view.time.today);
    return { ...sums, mode: view.head.mode, businessDate: view.time.today };
  },
};
