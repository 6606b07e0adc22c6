import { reasonCode, sha256, sum, TRANSACTIONS, lengthOf, partsOfTokenId } from '@tierline/chaincode/api';
import { digestOfFile } from '../../app/documents';
import { shortId } from '../../app/names';
import { step } from '../../app/step';
import { tokensOf } from '../../app/tokens';
import { typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';
import { money } from '../text';

/** Proposes to reduce or cancel a confirmed receivable. */
export const reduce: CommandSpec = {
  name: 'reduce',
  group: 'Receivables',
  does:
    'Proposes to take whole tokens of the first creditor out of a confirmed receivable, or to cancel all of it: checker of the ' +
    'debtor or of the creditor; the other agrees.',
  arguments: { '<receivable>': 'its id', '[tokens...]': 'the tokens; cut one first with "split" where only a part goes' },
  options: [
    { flags: '--cancel', does: 'cancels the whole receivable' },
    { flags: '--reason <code>', does: 'a code, as on the credit note: GOODS-RETURNED' },
    { flags: '--evidence <file>', does: 'the credit note; its digest is stored' },
    { flags: '--id <id>', does: "the reduction's id (default: a new one)" },
  ],
  examples: [
    'reduce SCH-0001-01 SCH-0001-01:0-40000 --reason GOODS-RETURNED --as checker@CORE-01',
    'reduce SCH-0001-01 --cancel --reason CANCELLED --as checker@SUP-01',
  ],
  json: `{reduction, receivable, tokens: [id], amountMinor} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const receivable = input.oneId('receivable', 'receivable');
    const desk = await context.desk(receivable);
    const isCancelled = input.flag('cancel');
    const known = await tokensOf(desk.session.books, desk.view.id, { receivables: [receivable] });
    const own = known.filter(({ token }) => token.status !== 'CANCELLED');
    const tokens = isCancelled ? own.map(({ id }) => id) : [...input.ids('tokens', 'token')];
    const reason = typedAs(reasonCode, '--reason', input.needed('reason'));
    const file = input.text('evidence');
    const evidenceDigest = file === null ? sha256(`${receivable}\n${reason}`) : await digestOfFile(file);
    const reduction = input.id('id') ?? shortId('RED', desk.company.id, context.requestId);
    const amountMinor = sum(tokens.map((token) => lengthOf(partsOfTokenId(token))));
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { reduction, receivable, tokens, amountMinor },
      lines: [
        `Reduction ${reduction} of ${money(amountMinor, desk.view.program.currency)}: ` +
          `the other side agrees with "tierline agree ${reduction}".`,
      ],
      steps: [
        step(
          TRANSACTIONS.receivable.proposeReduction,
          {
            program: desk.view.id,
            reduction,
            receivable,
            what: isCancelled ? 'CANCEL' : 'REDUCE',
            tokens,
            reason,
            evidenceDigest,
          },
          tokens.length,
        ),
      ],
    });
  },
};

/** Agrees to a reduction. */
export const agree: CommandSpec = {
  name: 'agree',
  group: 'Receivables',
  does: 'The other side agrees to a reduction: the tokens are cancelled.',
  arguments: { '<reduction>': 'its id' },
  examples: ['agree RED-3K7Q2M9XWD --as checker@SUP-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const reduction = context.input.oneId('reduction');
    const desk = await context.desk(reduction);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [step(TRANSACTIONS.receivable.agreeReduction, { program: desk.view.id, reduction })],
    });
  },
};
