import type { Context } from 'fabric-contract-api';
import { STANDING, type TokenStanding } from '../api/standing';
import { canonicalText } from '../domain/digest';
import { parse, parseJson } from './transact';
import { Unit } from './unit';

/** Answers by digests alone what a token and its receivable are now, so that peers can sign it. */
export async function standingOf(ctx: Context): Promise<string> {
  const { program, token } = parse(STANDING.input, parseJson(ctx.stub.getTransient().get('input')));
  const unit = Unit.begin(ctx);
  await unit.caller();
  const facts = await (await unit.book(program)).factsOf(token);
  const standing: TokenStanding = {
    kind: 'STANDING',
    schema: 1,
    channel: ctx.stub.getChannelID(),
    program,
    at: new Date(unit.timestampMs).toISOString(),
    facts: facts.map(({ place, digest }) => ({ place, digest })),
  };
  return canonicalText(standing);
}
