import { Fault, STANDING, tokenId, type Msp, type Token, type TokenStanding } from '@tierline/chaincode/api';
import { endorsedMessage } from '../../proving/endorsedMessage';
import type { Proof } from '../../proving/proof';
import { placeIn } from '../../proving/records';
import type { Desk } from '../desk';
import { partiesOf } from '../parties';
import type { Endorsers } from './endorsers';
import { leafOf } from './leaves';
import { presentFacts } from './presentFacts';
import { namesFor, type Showing } from './showing';

/** What peers say of a token now, with the records that they say it of. @throws Fault UNAVAILABLE */
export async function standingOf(desk: Desk, token: Token, showing: Showing, endorsers: Endorsers): Promise<Proof['standing']> {
  const { session, view } = desk;
  const parties = partiesOf(session.books, session.network, session.unreachable);
  const asked = [...new Set([token.ownerMsp, await parties.witness(view.id), ...(await extraWitness(desk, token))])];
  const endorsed = await session.ledger.attest(STANDING.name, { program: view.id, token: tokenId(token) }, asked);
  const { facts } = JSON.parse(endorsedMessage(endorsed.payload).response) as TokenStanding;
  const present = await presentFacts(desk, token);
  const leaves = facts.map(({ place, digest }) => {
    const fact = present.find((each) => each.place === place && each.digest === digest);
    if (fact === undefined) throw new Fault('UNAVAILABLE', { reason: 'PEER', mend: 'the records are just changing: try again' });
    return { ...leafOf(fact, namesFor(showing, 'STANDING', placeIn(place).what)), path: [] };
  });
  return { endorsed: endorsers.told(endorsed), leaves };
}

/** Where the owner's host is the debtor's organisation itself, the regulator tells beside it: nobody alone can. */
async function extraWitness({ session, view }: Desk, { ownerMsp }: Token): Promise<readonly Msp[]> {
  const program = session.network.programs.find(({ id }) => id === view.id);
  return program !== undefined && program.core === ownerMsp ? [program.regulator] : [];
}
