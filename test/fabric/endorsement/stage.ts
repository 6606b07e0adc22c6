import { after, before } from 'mocha';
import { FabricStage } from '../../support/fabricStage';

const FIRST_PORT = 22_000;
const UP_MS = 180_000;

/** The one network of this folder's tests. */
export const stage = new FabricStage(FIRST_PORT);

before(async function () {
  this.timeout(UP_MS);
  await stage.open(this);
});

after(async function () {
  this.timeout(UP_MS);
  await stage.close();
});
