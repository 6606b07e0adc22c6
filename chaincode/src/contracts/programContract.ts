import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { programTransactions as api } from '../api/programTransactions';
import { pairCollection, programCollection } from '../domain/collectionNames';
import { clockRule } from '../domain/endorsementRules';
import { requireConsent } from '../domain/consent';
import { Fault } from '../domain/fault';
import type { Founding } from '../domain/founding';
import { membersOf, type Membership } from '../domain/membership';
import { advancedClock, judgeNewProgram, type Program } from '../domain/program';
import { transact } from './transact';
import type { Unit } from './unit';

/** Programs: their rules, their clock, and the pairs of bank and host. */
@Info({ title: 'program', description: 'Programs and their clocks' })
export class ProgramContract extends Contract {
  constructor() {
    super('program');
  }

  @Transaction()
  @Returns('string')
  async create(ctx: Context): Promise<string> {
    return transact(ctx, api.create, async (unit, input, caller) => {
      const { requestId: _requestId, program: id, name, mode, clockOffsetDays, banks, settlementBank, ...rules } = input;
      const founding = await unit.register.requiredFounding();
      judgeNewProgram(unit.judge, { id, name, mode, clockOffsetDays }, await unit.register.findHead(id), founding.production);
      const members = membersOf(unit.judge, caller, await membershipOf(unit, rules.core, banks, settlementBank, founding));
      await Promise.all([unit.register.policy(rules.policyVersion), unit.register.calendar(rules.currency, rules.calendarVersion)]);
      const space = await unit.createSpace(programCollection(id));
      const program: Program = { kind: 'PROGRAM', schemaVersion: 1, id, ...rules, ...members };
      space.put(program, id);
      unit.register.putHead({ kind: 'PROGRAM-HEAD', schemaVersion: 1, id, name, mode, clockOffsetDays }, clockRule(program));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async advanceClock(ctx: Context): Promise<string> {
    return transact(ctx, api.advanceClock, async (unit, { program: id, clockOffsetDays }, caller) => {
      const { rules } = await unit.book(id);
      unit.register.putHead(advancedClock(unit.judge, caller, rules, clockOffsetDays), null);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async requireConsent(ctx: Context): Promise<string> {
    return transact(ctx, api.requireConsent, async (unit, { program: id, rules }, caller) => {
      const book = await unit.book(id);
      book.putProgram(requireConsent(unit.judge, caller, book.rules.program, rules));
      return rules.length;
    });
  }

  @Transaction()
  @Returns('string')
  async openPair(ctx: Context): Promise<string> {
    return transact(ctx, api.openPair, async (unit, { program, bankMsp, hostMsp }, caller) => {
      const {
        program: { bankMsps, hostMsp: host },
      } = await unit.book(program);
      unit.judge.check(
        'bank',
        caller.msp === bankMsp && bankMsps.includes(bankMsp),
        () => new Fault('NOT_AUTHORISED', { need: 'a bank of the program' }),
      );
      unit.judge.check('host', host === hostMsp, () => new Fault('CONDITION_UNMET', { condition: 'host' }));
      await unit.createSpace(pairCollection(bankMsp, hostMsp));
      return 1;
    });
  }
}

/** Loads from the register what decides who is a member of a program. */
async function membershipOf(
  { register }: Unit,
  core: string,
  banks: readonly string[],
  settlementBank: string,
  { regulatorMsp }: Founding,
): Promise<Membership> {
  const [debtor, ...lenders] = await Promise.all([core, ...banks].map((id) => register.company(id)));
  if (debtor === undefined) throw new Error('a program has a core');
  return { core: debtor, banks: lenders, settlementBank, regulatorMsp };
}
