import { tokenIdText } from '@tierline/chaincode/api';
import { chosenFields, PRESETS, SHOWABLE } from '../../app/proof/fields';
import { ownCompany } from '../../app/founding';
import { userName } from '../../app/people';
import { refuseTyped, typedAs } from '../../app/typed';
import type { NotarisedRoots } from '../../ports/notary';
import type { Context } from '../context';
import { notarySettings } from '../notarySettings';
import { readProof, readPins } from '../proofFiles';
import { verdictLines } from '../proofLines';
import type { CommandSpec } from '../command';
import { answer } from '../outcome';

/** Between the fields of a choice. */
const SEPARATOR = ',';

/** What `verify` prints as JSON. */
const VERDICT_JSON =
  '{valid: true, channel, program, mode, currency, receivable, faceMinor, token: {from, to, amountMinor, ownerMsp, status}, steps: [...], ' +
  'standing: {at, endorsers}, committed: EVERY_STEP | IF_ROOTS_HOLD | PRESENT_STATE, disclosed: [{where, of, name, value}], notarised, ' +
  'pins: {from, digest}} or {valid: false, code, where, sentence}';

/** Makes a proof of a token. */
export const proof: CommandSpec = {
  name: 'proof',
  group: 'Proofs',
  does:
    'The proof of a token, as JSON on standard output: where it comes from, step by step, with what organisations endorsed and, ' +
    'where there is one, the signature of the person. Whoever has it can check it by "tierline verify" without any server or ledger.',
  arguments: { '<token>': 'its id' },
  options: [
    {
      flags: '--disclose <fields>',
      does:
        `what the reader learns beyond amount, range and state: ${Object.keys(SHOWABLE).join(', ')}; or ${Object.keys(PRESETS).join(', ')}. ` +
        'consent: who signed, and what, but for the items and the total of others',
    },
    { flags: '--notary <file>', does: 'proves also under which notarised roots the steps lie; the settings say where (see the guide)' },
  ],
  examples: [
    'proof SCH-0001-01:0-400000 --as maker@SUP-01 --json',
    'proof SCH-0001-01:0-400000 --disclose amount,dueDate --as maker@SUP-01',
  ],
  json: '{kind: tierline-proof, version: 1, channel, chaincode, program, token, endorsers, steps, standing, notary, pins, seal}',
  submits: false,
  run: async (context) => {
    const token = typedAs(tokenIdText, 'token', context.input.argument('token'));
    const show = chosenFields((context.input.text('disclose') ?? 'minimal').split(SEPARATOR));
    const { canonical, makeProof } = await import('../proving.js');
    const line = await lineOf(context);
    try {
      const made = await makeProof(await context.desk(token), token, show, line);
      return answer(null, { ...made }, [canonical(made)]);
    } finally {
      line?.close();
    }
  },
};

/** Checks a proof. */
export const verify: CommandSpec = {
  name: 'verify',
  group: 'Proofs',
  does:
    'Checks a proof without ledger, server or account: VALID and exit 0, or the first thing that fails, with its code, and exit 2. ' +
    'Rely on pins of your own: without --pins the proof is checked against the roots that it brings itself.',
  arguments: { '<file>': 'the proof' },
  options: [
    { flags: '--pins <file>', does: 'roots and rules that you trust, from "tierline pins"' },
    { flags: '--rpc <url>', does: 'asks a node of the chain for the notarised roots: then the proof must name some' },
  ],
  examples: ['verify proof.json', 'verify proof.json --pins pins.json --json'],
  json: VERDICT_JSON,
  submits: false,
  run: async ({ input }) => {
    const [pins, url] = [input.file('pins'), input.text('rpc')];
    const rpc = url === null ? null : addressOf(url);
    const bytes = readProof(input.path(input.argument('file')));
    const { askChain, verify: verifyProof } = await import('../proving.js');
    const offline = await verifyProof(bytes, pins === null ? null : readPins(pins));
    const verdict = rpc === null ? offline : await askChain(offline, (place) => reached(rpc, place));
    return { view: null, ok: verdict.valid, json: { ...verdict }, lines: verdictLines(verdict) };
  },
};

async function reached(rpc: string, place: NotarisedRoots['place']): Promise<NotarisedRoots> {
  const { rootsAt } = await import('../../notary.js');
  return rootsAt(rpc, place);
}

/** @throws Fault MALFORMED */
function addressOf(rpc: string): string {
  if (!/^https?:\/\/./.test(rpc) || !URL.canParse(rpc)) throw refuseTyped('--rpc', 'an address', 'http:// or https:// of a node');
  return rpc;
}

/** The line of notarised roots that a proof is to name; null where none is asked for. */
async function lineOf(context: Context): Promise<NotarisedRoots | null> {
  if (context.input.text('notary') === null) return null;
  const { publishedRoots } = await import('../../notary.js');
  return publishedRoots(await context.ledger(), await notarySettings(context));
}

/** What readers of proofs rely on. */
export const pins: CommandSpec = {
  name: 'pins',
  group: 'Proofs',
  does: "What a reader of proofs relies on, as JSON: channel, chaincode, the organisations' root certificates, who must endorse.",
  options: [{ flags: '--notary <file>', does: 'names where its roots are notarised, too' }],
  examples: ['pins', 'pins --notary notary.yaml'],
  json: '{kind: tierline-pins, version: 1, channel, chaincode, organisations: [{msp, roots: [PEM]}], programs: [{id, host, core, regulator}], notary}',
  submits: false,
  run: async (context) => {
    const { sessions } = await context.ledger();
    const [organisation] = sessions.network.organisations.filter(({ role }) => role === 'regulator');
    const user = context.input.text('as') ?? userName('maker', ownCompany(organisation ?? { name: '' }));
    const { network, ledger } = await sessions.as(user);
    const line = await lineOf(context);
    line?.close();
    const { pinsOf } = await import('../proving.js');
    const found = await pinsOf(network, ledger, line?.place ?? null);
    return answer(null, { ...found }, [JSON.stringify(found, null, 2)]);
  },
};
