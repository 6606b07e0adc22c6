import type { NetworkDefinition } from '@tierline/chaincode/api';
import type { CommittedBlock, Ledger } from '../../ports/ledger';
import type { EndorsedEvidence } from '../../proving/evidence';
import type { Pins } from '../../proving/pins';
import { sha256 } from '../../proving/digests';
import { pinsOf } from '../proof/pinsOf';
import type { Session } from '../session';

/** The first line of an export. */
export interface ExportHead {
  readonly kind: 'tierline-export';
  readonly version: 1;
  /** Whose view it is. */
  readonly msp: string;
  readonly network: NetworkDefinition;
  readonly pins: Pins;
}

/** A line for each block: what the organisation knows of it, and what was endorsed of its valid transactions, by id. */
export interface ExportedBlock {
  readonly block: CommittedBlock;
  readonly evidence: Readonly<Record<string, EndorsedEvidence>>;
}

/** The last line: without it the file was cut off. */
export interface ExportEnd {
  readonly height: number;
  /** Over all lines before it: SHA-256 of the digest so far and the next line, from the empty text on. */
  readonly digest: string;
}

/** Everything that an organisation knows, a line each: so that others re-run the audit without the ledger. @throws Fault UNAVAILABLE */
export async function* exportedLines({ ledger, network, identity }: Session): AsyncIterable<string> {
  let digest = '';
  const lineOf = (value: ExportHead | ExportedBlock): string => {
    const line = JSON.stringify(value);
    digest = sha256(digest + line);
    return line;
  };
  yield lineOf({ kind: 'tierline-export', version: 1, msp: identity.msp, network, pins: await pinsOf(network, ledger) });
  let height = 0;
  for await (const block of ledger.blocks(0)) {
    yield lineOf({ block, evidence: await evidenceIn(ledger, block) });
    height = block.number + 1;
  }
  yield JSON.stringify({ height, digest } satisfies ExportEnd);
}

async function evidenceIn(ledger: Ledger, { number, transactions }: CommittedBlock): Promise<ExportedBlock['evidence']> {
  const valid = transactions.filter(({ code, event }) => code === 'VALID' && event !== null);
  const entries = await Promise.all(
    valid.map(async ({ id }) => {
      const { payload, signatures } = await ledger.evidence(number, id);
      const told = signatures.map(({ endorser, signature }) => ({ endorser: base64(endorser), signature: base64(signature) }));
      return [id, { payload: base64(payload), signatures: told }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
