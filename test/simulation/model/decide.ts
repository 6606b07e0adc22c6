import type { FaultCode } from '@tierline/chaincode/api';
import { specOf, type Call } from '../operation';
import { personOf } from '../people';
import { ask, cancel, close, expire as expireAsk } from './asks';
import { check, confirm, resubmit, revise, sendBack, submit, takeBack } from './claims';
import { needConsent, requireConsent } from './consent';
import { agreeReduction, closeCredit, openCredit, proposeReduction } from './corrections';
import { abandon, answering, disburse, fail, payout, recourse, register, release } from './deals';
import { approveKey, proposeKey, revokeKey } from './keys';
import { offer, pairOf, setLimit, take, withdraw } from './offers';
import { redeem, refund, settle } from './payments';
import { need, Refusal } from './refusal';
import { advanceClock, approve, create, found, onboard, openPair, propose, refuse, setFingerprintKey, setStatus } from './register';
import { ORGANISATIONS, PROGRAM, REGULATOR_HOST, type Caller, type Change, type Scene } from './scene';
import { recordCure, recordOverdue } from './standing';
import type { State } from './state';
import { merge, split } from './tokens';
import { accept, assign, ending } from './transfers';

type Decide = (scene: Scene, input: never) => Change;

const DECISIONS: Readonly<Record<string, Decide>> = {
  'company:found': found,
  'company:onboard': onboard,
  'company:setStatus': setStatus,
  'company:propose': propose,
  'company:approve': approve,
  'company:refuse': refuse,
  'company:setFingerprintKey': setFingerprintKey,
  'company:proposeKey': proposeKey,
  'company:approveKey': approveKey,
  'company:revokeKey': revokeKey,
  'program:create': create,
  'program:advanceClock': advanceClock,
  'program:openPair': openPair,
  'program:requireConsent': requireConsent,
  'receivable:submit': submit,
  'receivable:revise': revise,
  'receivable:resubmit': resubmit,
  'receivable:void': takeBack,
  'receivable:check': check,
  'receivable:return': sendBack,
  'receivable:confirm': confirm,
  'receivable:proposeReduction': proposeReduction,
  'receivable:agreeReduction': agreeReduction,
  'receivable:openCredit': openCredit,
  'receivable:closeCredit': closeCredit,
  'receivable:recordOverdue': recordOverdue,
  'receivable:recordCure': recordCure,
  'token:split': split,
  'token:merge': merge,
  'token:assign': assign,
  'token:accept': accept,
  'token:reject': ending('REJECTED'),
  'token:withdraw': ending('WITHDRAWN'),
  'token:expire': ending('EXPIRED'),
  'financing:setLimit': setLimit,
  'financing:ask': ask,
  'financing:close': close,
  'financing:cancel': cancel,
  'financing:expire': expireAsk,
  'financing:offer': offer,
  'financing:withdraw': withdraw,
  'financing:take': take,
  'financing:register': register,
  'financing:payout': payout,
  'financing:disburse': disburse,
  'financing:confirmReceipt': answering('CONFIRMED'),
  'financing:contestReceipt': answering('CONTESTED'),
  'financing:fail': fail,
  'financing:abandon': abandon,
  'financing:recourse': recourse,
  'financing:release': release,
  'settlement:settle': settle,
  'settlement:redeem': redeem,
  'settlement:refund': refund,
};

/** What the model expects of a call: what it changes, or the code with which it is refused. */
export type Expected =
  | { readonly outcome: 'VALID'; readonly change: Change }
  /** The same request was applied before: nothing changes. */
  | { readonly outcome: 'REPEATED' }
  | { readonly outcome: FaultCode; readonly reason?: string };

/** What is expected of a call. */
export function expected(state: State, call: Call): Expected {
  try {
    return decide(state, call);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: error.code, ...(error.reason === undefined ? {} : { reason: error.reason }) };
    throw error;
  }
}

function decide(state: State, call: Call): Expected {
  const spec = specOf(call.name);
  const parsed = spec.input.safeParse({ ...call.order, requestId: call.request });
  if (!parsed.success) throw new Refusal('MALFORMED');
  needPeers(call);
  const caller = authorised(state, call);
  needMember(caller, call);
  const known = state.requests.get(requestKey(call));
  if (known !== undefined) {
    need(known.name === call.name && known.input === inputText(call), 'REQUEST_REPLAYED_DIFFERENT');
    return { outcome: 'REPEATED' };
  }
  const ofProgram = spec.space === 'public' || call.order['program'] === PROGRAM;
  need(ofProgram, 'NOT_FOUND');
  const work = DECISIONS[call.name];
  if (work === undefined) throw new Error(`the model does not know ${call.name}`);
  const scene = { state, caller, now: state.now, today: state.today };
  const change = work(scene, parsed.data as never);
  needConsent(scene, call, parsed.data);
  return { outcome: 'VALID', change };
}

/** The input of a call as text. */
export const inputText = ({ order }: Call): string => JSON.stringify(order);

/** Under which a request is kept: space, company and id. */
export function requestKey({ actor, name, order, request }: Call): string {
  const { bankMsp, hostMsp, program } = order as { readonly [field: string]: string };
  const place = { public: '', program, pair: `${bankMsp}-${hostMsp}` }[specOf(name).space];
  return [place, actor.split('@')[1], request].join('|');
}

function authorised(state: State, call: Call): Caller {
  const { msp, attributes } = personOf(call.actor);
  const spec = specOf(call.name);
  const company = state.isFounded ? state.companies.get(attributes.company) : founder(call, attributes.company);
  if (company === undefined || company.host !== msp) throw new Refusal('NOT_AUTHORISED');
  need(
    spec.roles.some((role) => company.roles.includes(role)),
    'NOT_AUTHORISED',
  );
  need(
    spec.duties.some((duty) => attributes.roles.includes(duty)),
    'NOT_AUTHORISED',
  );
  need(company.status !== 'BLOCKED', 'NOT_AUTHORISED');
  return { msp, company, person: `${company.id}/${attributes.person}` };
}

/** Before there is a register, the founding company stands in the founding itself. */
function founder({ order }: Call, id: string): Caller['company'] | undefined {
  const companies = (order['companies'] ?? []) as unknown as {
    id: string;
    hostMsp: string;
    roles: string[];
    identity: { value: string };
  }[];
  const found = companies.find((company) => company.id === id);
  if (found === undefined) return undefined;
  return { id, host: found.hostMsp, roles: found.roles, code: found.identity.value, group: null, parent: null, status: 'ACTIVE' };
}

/** Whoever must endorse is asked before anything else is: there must be such organisations. */
function needPeers({ name, order }: Call): void {
  if (specOf(name).space !== 'pair') return;
  for (const msp of [order['bankMsp'], order['hostMsp']]) need(ORGANISATIONS.includes(msp as string), 'NOT_FOUND');
}

/** A pair's records are read by its bank, its host and the regulator only. */
function needMember({ msp }: Caller, { name, order }: Call): void {
  if (specOf(name).space !== 'pair') return;
  const pair = { bankMsp: order['bankMsp'] as string, hostMsp: order['hostMsp'] as string };
  need(pairOf(pair) !== '' && [pair.bankMsp, pair.hostMsp, REGULATOR_HOST].includes(msp), 'NOT_AUTHORISED');
}
