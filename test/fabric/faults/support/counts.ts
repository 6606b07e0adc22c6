const NIGHTLY = process.env['NIGHTLY'] === '1';
/** So often each fault happens instead, when it is given. */
const TIMES = process.env['FAULTS_TIMES'];

interface Counts {
  /** Kills of the leading orderer, of the core's peer, of a chaincode service, of everything. */
  readonly leader: number;
  readonly peer: number;
  readonly chaincode: number;
  readonly everything: number;
  /** Deaths of an application at each point. */
  readonly application: number;
  readonly storms: number;
  readonly altered: number;
  /** Blocks that the core's peer misses. */
  readonly peerBlocks: number;
  /** Ways of reading the same blocks. */
  readonly replays: number;
  /** How long an application is without its peer. */
  readonly goneMs: number;
}

/** The seed of everything that is drawn. */
export const SEED = Number(process.env['FAULTS_SEED'] ?? 20_261_122);

const CI: Counts = {
  leader: 5,
  peer: 3,
  chaincode: 5,
  everything: 2,
  application: 5,
  storms: 1,
  altered: 1,
  peerBlocks: 200,
  replays: 50,
  goneMs: 10_000,
};

const NIGHT: Counts = {
  leader: 50,
  peer: 30,
  chaincode: 50,
  everything: 10,
  application: 100,
  storms: 10,
  altered: 5,
  peerBlocks: 1_000,
  replays: 1_000,
  goneMs: 60_000,
};

function counts(): Counts {
  const usual = NIGHTLY ? NIGHT : CI;
  if (TIMES === undefined) return usual;
  const times = Math.max(1, Number(TIMES));
  const { peerBlocks, replays, goneMs } = usual;
  const each = { leader: times, peer: times, chaincode: times, everything: times, application: times, storms: times, altered: times };
  return { ...each, peerBlocks, replays, goneMs };
}

/** How often each fault happens: a few times in CI, often at night. */
export const COUNTS = counts();
