import { Fault, partsOfTokenId } from '@tierline/chaincode/api';
import { sealOf } from '../../proving/digests';
import { PROOF_VERSION, type Proof } from '../../proving/proof';
import type { NotarisedRoots } from '../../ports/notary';
import type { Desk } from '../desk';
import { tokensNamed } from '../tokens';
import { requireSeenToken } from '../worth';
import { Endorsers } from './endorsers';
import type { ShowableName } from './fields';
import { notarisedSteps } from './notarise';
import { pinsFor, pinsOf } from './pinsOf';
import { showingOf } from './showing';
import { standingOf } from './standing';
import { stepsOf } from './steps';

/**
 * Makes the proof of a token: its lineage from the confirmed receivable on, with what organisations endorsed at each step, and what their
 * peers say of it now.
 * @param show what is shown beyond what every proof shows
 * @param line where the facts are notarised; null for a proof that says nothing of it
 * @throws Fault NOT_FOUND for a token that the caller's company may not see, or that is no more; NOT_AUTHORISED {need} for fields that are
 *   for the parties of the claim to show; UNAVAILABLE
 */
export async function makeProof(
  desk: Desk,
  token: string,
  show: readonly ShowableName[],
  line: NotarisedRoots | null = null,
): Promise<Proof> {
  const { session, view } = desk;
  const [row] = await tokensNamed(session.books, view.id, [token]);
  if (row === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id: token });
  await requireSeenToken(desk, token, row.token.owner);
  const showing = await showingOf(desk, row.schedule, show);
  const { receivable, from, to } = partsOfTokenId(token);
  const endorsers = new Endorsers();
  const steps = await stepsOf(desk, token, showing, endorsers);
  const standing = await standingOf(desk, row.token, showing, endorsers);
  const { channel, chaincode } = session.network;
  const proof: Omit<Proof, 'seal'> = {
    kind: 'tierline-proof',
    version: PROOF_VERSION,
    channel,
    chaincode,
    program: view.id,
    token: { receivable, from: String(from), to: String(to) },
    endorsers: endorsers.identities(),
    ...(line === null ? { steps, notary: null } : await notarisedSteps(session.ledger, line, steps)),
    standing,
    pins: pinsFor(await pinsOf(session.network, session.ledger, line?.place ?? null), view.id, endorsers.msps),
  };
  return { ...proof, seal: sealOf(proof) };
}
