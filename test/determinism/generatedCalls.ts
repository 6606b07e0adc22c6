import { faultIn, toWire, TRANSACTIONS, type Msp, type Parties, type TransactionSpec } from '@tierline/chaincode/api';
import type { Json } from '@tierline/client-app/dist/ports/ledger';
import fc from 'fast-check';
import type { LedgerName, PlannedCall } from './plan';
import { WIDE_NETWORK } from '../support/wideNetwork';
import { Strainer, type Strain } from './strains';
import { VARIATIONS, type Fields } from './variations';

/** The usual valid call of a transaction. */
export interface UsualCall {
  readonly ledger: LedgerName;
  readonly user: string;
  readonly transaction: string;
  /** Without its request id. */
  readonly input: { readonly [name: string]: Json };
  readonly endorsers: readonly Msp[];
}

/** What calls are generated from. */
export interface Stock {
  readonly calls: readonly UsualCall[];
  /** Everybody who may try. */
  readonly users: readonly string[];
  /** What the endorsement tables may know, as a user sees it. */
  readonly partiesOf: (user: string) => Promise<Parties>;
}

/** How a call differs from the usual one of its transaction. */
interface Recipe {
  readonly varies: boolean;
  readonly strains: readonly Strain[];
  /** Null for the user who may. */
  readonly user: string | null;
}

/** Of each transaction's variations, how many lend their fields to other calls. */
const LENDERS = 20;

const SPECS = new Map(
  Object.values(TRANSACTIONS).flatMap((contract) => Object.values(contract).map((spec) => [spec.name, spec as TransactionSpec])),
);

/** Draws `count` calls, the transactions in turn: about half of them valid, the others strained or by somebody else. */
export async function generatedCalls(stock: Stock, count: number, seed: number): Promise<readonly PlannedCall[]> {
  const rounds = Math.ceil(count / stock.calls.length);
  const variations = stock.calls.map(({ transaction }, index) =>
    fc.sample(VARIATIONS[transaction] ?? fc.constant<Fields>({}), { numRuns: rounds, seed: seed + index }),
  );
  const varied = variations.flatMap((drawn) => drawn.slice(0, LENDERS).map((fields) => toWire(fields)));
  const strainer = new Strainer([...stock.calls.map(({ input }) => input), ...varied]);
  const planned: PlannedCall[] = [];
  for (const [index, recipe] of fc.sample(recipeOf(stock, strainer), { numRuns: count, seed }).entries()) {
    const turn = index % stock.calls.length;
    const usual = stock.calls[turn] as UsualCall;
    const fields = recipe.varies ? variations[turn]?.[Math.floor(index / stock.calls.length)] : {};
    const whole = { ...usual.input, ...(toWire({ ...fields }) as object), requestId: `REQUEST-${index}` };
    planned.push(await plannedCall(stock, usual, recipe.user ?? usual.user, strainer.strained(whole, recipe.strains)));
  }
  return planned;
}

function recipeOf({ users }: Stock, strainer: Strainer): fc.Arbitrary<Recipe> {
  const strains = fc.array(strainer.strain(), { minLength: 1, maxLength: 3 });
  const [none, usualUser] = [fc.constant([]), fc.constant(null)];
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ varies: fc.constant(true), strains: none, user: usualUser }) },
    { weight: 4, arbitrary: fc.record({ varies: fc.boolean(), strains, user: usualUser }) },
    { weight: 1, arbitrary: fc.record({ varies: fc.boolean(), strains: none, user: fc.constantFrom(...users) }) },
  );
}

async function plannedCall(stock: Stock, usual: UsualCall, user: string, input: Json): Promise<PlannedCall> {
  const { ledger, transaction } = usual;
  const named = await tableOf(stock, usual, user, input);
  const asked = named !== null && areMembers(named, input) ? named : usual.endorsers.slice(0, 1);
  return { ledger, user, transaction, input, endorsers: asked };
}

/** Whether all of them hold the records of the program that an input names: another organisation rightly answers otherwise. */
function areMembers(named: readonly Msp[], input: Json): boolean {
  const id = (input as { readonly program?: Json }).program;
  const members = WIDE_NETWORK.programs.find((program) => program.id === id);
  if (members === undefined) return named.every((msp) => WIDE_NETWORK.organisations.some((each) => each.msp === msp));
  const { host, core, banks, regulator } = members;
  return named.every((msp) => [host, core, regulator, ...banks].includes(msp));
}

/** Whom the transaction's table names; null when it cannot tell, as for an input that is not well formed. */
async function tableOf(stock: Stock, usual: UsualCall, user: string, input: Json): Promise<readonly Msp[] | null> {
  const spec = SPECS.get(usual.transaction) as TransactionSpec;
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) return null;
  if (usual.ledger === 'unfounded') return usual.endorsers;
  try {
    return await spec.endorsers(parsed.data, await stock.partiesOf(user));
  } catch (error) {
    if (faultIn(error) === null) throw error;
    return null;
  }
}
