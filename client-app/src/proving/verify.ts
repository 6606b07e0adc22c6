import { canonical, sealOf, sha256 } from './digests';
import { endorsersIn } from './endorsers';
import { Failure } from './failure';
import type { Opened } from './lineage';
import { pinsSchema, type Pins } from './pins';
import { MAX_PROOF_BYTES, proofSchema, PROOF_VERSION, type Proof } from './proof';
import { ALWAYS } from './records';
import { checkedStanding, type CheckedStanding } from './standing';
import { checkedSteps, type CheckedSteps, type StepsSetting } from './steps';
import { requireNotarised } from './notarised';
import { committedBy, type Disclosed, type NotarisedIn, type Proved, type ProvedStep, type Verdict } from './verdict';

/**
 * Checks a proof: its form, its seal, the pins, who signed, each step, where they lead, what peers say of it now, what is notarised.
 * It asks nobody: nothing leaves this machine.
 * @param bytes the file
 * @param pins what the reader relies on; null to take what the proof brings, which the verdict says
 */
export async function verify(bytes: Uint8Array, pins: unknown): Promise<Verdict> {
  try {
    return { valid: true, ...(await proved(bytes, pins)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { valid: false, code: error.code, where: error.where, sentence: error.message };
  }
}

async function proved(bytes: Uint8Array, given: unknown): Promise<Proved> {
  const proof = proofIn(bytes);
  const pins = pinsFor(proof, given);
  const rules = pins.programs.find(({ id }) => id === proof.program);
  if (rules === undefined) throw new Failure('UNKNOWN_PROGRAM', 'pins', proof.program);
  const setting: StepsSetting = { proof, rules, endorsers: await endorsersIn(proof.endorsers, pins) };
  requireUsed(setting);
  const checked = await checkedSteps(setting);
  requireSubject(proof, checked);
  requireNotarised(proof, checked.steps);
  const standing = await checkedStanding(setting, checked);
  const source = given === null ? 'PROOF' : 'READER';
  return told(proof, checked, standing, { pins, source });
}

/** The proof in a file. @throws Failure MALFORMED, OTHER_VERSION, DAMAGED */
export function proofIn(bytes: Uint8Array): Proof {
  if (bytes.length > MAX_PROOF_BYTES) throw new Failure('MALFORMED', 'file', `more than ${MAX_PROOF_BYTES} bytes`);
  const value = parsedJson(bytes);
  const { kind, version } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly kind?: unknown;
    readonly version?: unknown;
  };
  if (kind === 'tierline-proof' && version !== PROOF_VERSION) throw new Failure('OTHER_VERSION', 'file', String(version).slice(0, 20));
  const parsed = proofSchema.safeParse(value);
  if (!parsed.success) throw new Failure('MALFORMED', 'file', parsed.error.issues[0]?.path.slice(0, 6).join('.') ?? '');
  if (sealOf(parsed.data) !== parsed.data.seal) throw new Failure('DAMAGED', 'file');
  return parsed.data;
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Failure('MALFORMED', 'file', 'not JSON');
  }
}

/** The pins to rely on; what a proof brings must be a part of them. @throws Failure */
function pinsFor(proof: Proof, given: unknown): Pins {
  const pins = given === null ? proof.pins : pinsIn(given);
  if (pins.channel !== proof.channel) throw new Failure('OTHER_CHANNEL', 'pins', proof.channel);
  if (pins.chaincode !== proof.chaincode) throw new Failure('OTHER_CHAINCODE', 'pins', proof.chaincode);
  const isPlace = isNotaryOf(pins, proof.notary?.place ?? null);
  if (!isPlace || !isPartOf(proof.pins, pins)) throw new Failure('PINS_DIFFER', 'pins');
  return pins;
}

function isPartOf(own: Pins, pins: Pins): boolean {
  return (
    own.channel === pins.channel &&
    own.chaincode === pins.chaincode &&
    isNotaryOf(pins, own.notary) &&
    own.organisations.every((each) => isAmong(each, pins.organisations)) &&
    own.programs.every((each) => isAmong(each, pins.programs))
  );
}

function pinsIn(given: unknown): Pins {
  const parsed = pinsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Failure('PINS_MALFORMED', 'pins', parsed.error.issues[0]?.path.join('.') ?? '');
}

/** Whether the pins do not contradict a place of notarised roots. */
const isNotaryOf = ({ notary }: Pins, place: Pins['notary']): boolean =>
  place === null || notary === null || canonical(place) === canonical(notary);

const isAmong = (value: unknown, list: readonly unknown[]): boolean => list.some((each) => canonical(each) === canonical(value));

/** A proof brings no endorser and no pin that it does not need: what nothing rests on could say anything. */
function requireUsed({ proof, endorsers }: StepsSetting): void {
  const used = new Set([...proof.steps, proof.standing].flatMap(({ endorsed }) => endorsed.signatures.map(({ endorser }) => endorser)));
  const msps = new Set(endorsers.map(({ msp }) => msp));
  const isNeeded =
    endorsers.every((_endorser, index) => used.has(index)) &&
    proof.pins.organisations.every(({ msp }) => msps.has(msp)) &&
    proof.pins.programs.every(({ id }) => id === proof.program);
  if (!isNeeded) throw new Failure('RECORD_UNEXPECTED', 'pins', 'more than the proof needs');
}

function requireSubject({ token }: Proof, { lineage }: CheckedSteps): void {
  const [last] = lineage.held;
  const isThere =
    last !== undefined &&
    lineage.held.length === 1 &&
    last.receivable === token.receivable &&
    String(last.from) === token.from &&
    String(last.to) === token.to;
  if (!isThere) throw new Failure('OTHER_TOKEN', `step ${lineage.held.length === 0 ? 1 : 'last'}`);
}

function told(
  proof: Proof,
  { steps, confirmed }: CheckedSteps,
  standing: CheckedStanding,
  { pins, source }: { readonly pins: Pins; readonly source: Proved['pins']['from'] },
): Proved {
  const { token } = standing;
  const notarised = notarisedIn(proof, source === 'READER' ? pins : null);
  const opened = [
    ...steps.map(({ opened: records }, index) => [`step ${index + 1}`, records] as const),
    ['standing', standing.opened] as const,
  ];
  return {
    channel: proof.channel,
    chaincode: proof.chaincode,
    program: proof.program,
    mode: standing.mode,
    currency: standing.currency,
    receivable: confirmed.receivable,
    receivableStatus: standing.receivableStatus,
    faceMinor: String(confirmed.faceMinor),
    token: {
      from: String(token.from),
      to: String(token.to),
      amountMinor: String(token.to - token.from),
      ownerMsp: token.ownerMsp,
      status: token.status,
    },
    steps: steps.map(({ step, facts, signers, moved, signed }): ProvedStep => ({
      act: facts.transaction,
      block: step.block,
      transaction: step.transaction,
      endorsers: [...signers],
      signed,
      before: moved.before.map(({ from, to, transaction }) => ({ from: String(from), to: String(to), transaction })),
      ranges: moved.after.map(({ from, to, ownerMsp, status }) => ({ from: String(from), to: String(to), ownerMsp, status })),
    })),
    standing: { at: standing.at, endorsers: [...standing.signers] },
    committed: committedBy(notarised),
    disclosed: opened.flatMap(([where, records]) => records.flatMap((each) => disclosedIn(where, each))),
    hidden: opened.flatMap(([, records]) => records.flatMap(({ leaf }) => (leaf.fields ?? []).filter((field) => 'digest' in field))).length,
    notarised,
    pins: { from: source, digest: sha256(canonical(pins)) },
  };
}

function notarisedIn({ notary }: Proof, pins: Pins | null): NotarisedIn | null {
  if (notary === null) return null;
  return { ...notary, isPinned: pins !== null && pins.notary !== null, isAsked: false };
}

function disclosedIn(where: string, { leaf, place }: Opened): readonly Disclosed[] {
  return (leaf.fields ?? []).flatMap((field) =>
    'value' in field && !ALWAYS[place.what].includes(field.name) ? [{ where, of: place.what, name: field.name, value: field.value }] : [],
  );
}
