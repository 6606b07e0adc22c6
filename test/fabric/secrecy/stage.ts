import { Outsiders } from '../../support/fabricStreams';
import { FabricStage } from '../../support/fabricStage';
import { AUDIENCES, liveSecretly, SECRET_TERMS, type SecretLife } from '../../support/secretLife';
import { Secrets, type Audience } from '../../support/secrets';
import { readApplication } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import { FABRIC_NETWORK } from '../../support/fabricWorld';
import { after, before } from 'mocha';

const FIRST_PORT = 23_000;
const UP_MS = 300_000;
const EVERY_AUDIENCE: readonly Audience[] = ['PROGRAM', 'PAIR_A', 'PAIR_B', 'NOBODY'];

/** The one network of this folder's tests. */
export const stage = new FabricStage(FIRST_PORT);
/** What was planted in the one life that is lived on it before its tests. */
export const secrets = new Secrets();
/** The organisations, each with a peer. */
export const MSPS = FABRIC_NETWORK.organisations.map(({ msp }) => msp);

let life: SecretLife | null = null;
let outsiders: Outsiders | null = null;

/** Whoever holds a certificate, straight at any peer. */
export function straight(): Outsiders {
  if (outsiders === null) throw new Error('the network is not up');
  return outsiders;
}

/** What was lived. */
export function lived(): SecretLife {
  if (life === null) throw new Error('nothing was lived yet');
  return life;
}

/** The secrets that an organisation may see. */
export const ownSecrets = (msp: string): readonly string[] => secrets.of(AUDIENCES[msp] ?? []);
/** The secrets that an organisation may not see. */
export const otherSecrets = (msp: string): readonly string[] =>
  secrets.of(EVERY_AUDIENCE.filter((audience) => !(AUDIENCES[msp] ?? []).includes(audience)));

/** The person of an organisation's own company. */
export function makerOf(msp: string): string {
  const organisation = FABRIC_NETWORK.organisations.find((each) => each.msp === msp);
  return `maker@${organisation?.name ?? ''}-01`;
}

before(async function () {
  this.timeout(UP_MS);
  await stage.open(this, SECRET_TERMS);
  life = await liveSecretly(stage.world(), secrets);
  outsiders = new Outsiders((await readApplication(stage.network.directory, 'RegulatorMSP')).profile);
});

after(async function () {
  this.timeout(UP_MS);
  outsiders?.close();
  await stage.close();
});
