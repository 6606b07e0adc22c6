import { address, Fault, instant, TRANSACTIONS } from '@tierline/chaincode/api';
import { keysSeen, proposeKey } from '../../app/signingKeys';
import { step } from '../../app/step';
import { typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { newPassphrase } from '../keys';
import { answer } from '../outcome';
import { submit } from '../submitting';
import { left, table } from '../table';

const FILE = { '<file>': 'the key file' };
const OF_COMPANY = { '<company>': 'its id', '<address>': '0x and 40 hex digits, in the capitals of EIP-55' };

/** Makes a key. */
export const keyNew: CommandSpec = {
  name: 'key new',
  group: 'Signing',
  does: 'Makes a signing key in a new file, encrypted with a passphrase; it never leaves this machine, and without the passphrase nobody opens it.',
  arguments: { '<file>': 'where it is kept; a file that is there is not overwritten' },
  options: [{ flags: '--passphrase-file <file>', does: 'its passphrase (default: asked for twice)' }],
  examples: ['key new me.json'],
  json: '{file, address}',
  submits: false,
  run: async ({ input, surroundings }) => {
    const { keyTools } = await import('../../main.js');
    const { newKeyFile } = await keyTools();
    const file = input.path(input.argument('file'));
    const made = await newKeyFile(file, await newPassphrase(input, surroundings));
    return answer(null, { file, address: made }, [
      `The key of ${made} is in ${file}: keep a copy of it, and the passphrase elsewhere.`,
      `It counts for nobody yet: propose it with "tierline key propose ${file}".`,
    ]);
  },
};

/** Tells the address of a key. */
export const keyShow: CommandSpec = {
  name: 'key show',
  group: 'Signing',
  does: 'Tells the address of the key in a file; no passphrase is needed.',
  arguments: FILE,
  examples: ['key show me.json'],
  json: '{file, address}',
  submits: false,
  run: async ({ input }) => {
    const { keyTools } = await import('../../main.js');
    const { openKeyFile } = await keyTools();
    const file = input.path(input.argument('file'));
    const { address: found } = await openKeyFile(file);
    return answer(null, { file, address: found }, [found]);
  },
};

/** Proposes a key. */
export const keyPropose: CommandSpec = {
  name: 'key propose',
  group: 'Signing',
  does:
    "Proposes a key of a person of your company, as a maker. A key of the company that is in force vouches for it; the company's first " +
    'one the regulator approves.',
  arguments: { '[file]': 'the key file; else --signer' },
  options: [
    { flags: '--person <person>', does: 'who will sign with it, as his certificate names him (default: you)' },
    { flags: '--voucher <file>', does: 'the key file, or the address of the signer, of the key that vouches for it' },
    { flags: '--voucher-passphrase-file <file>', does: 'its passphrase (default: asked for)' },
  ],
  examples: [
    'key propose me.json --as maker@SUP-01',
    'key propose me.json --person checker --as maker@SUP-01',
    'key propose next.json --voucher me.json --as maker@SUP-01',
    'key propose --signer http://127.0.0.1:1248 --as maker@SUP-01',
  ],
  json: `{company, address, person} and ${SUBMITTED_JSON}`,
  submits: true,
  signs: true,
  run: async (context) => {
    const session = await context.session();
    const signer = await context.keys.signer('key');
    if (signer === null) throw new Fault('MALFORMED', { field: 'file', reason: 'MISSING', mend: 'name the key file, or --signer' });
    const { company, person: own } = session.attributes;
    const person = context.input.text('person') ?? own;
    const ordered = await proposeKey(session, { person, signer, voucher: await context.keys.signer('voucher') });
    return submit(context, {
      session,
      view: null,
      json: { company, address: signer.address, person },
      lines: [`${signer.address} is proposed for ${company}/${person}: it counts once it is approved with "tierline key approve".`],
      steps: [ordered],
    });
  },
};

/** Approves a key. */
export const keyApprove: CommandSpec = {
  name: 'key approve',
  group: 'Signing',
  does:
    "Approves a signing key as a checker, another person than the one who proposed it: of the company, or of the regulator for a company's " +
    'first. From then on what it signs binds the company.',
  arguments: OF_COMPANY,
  examples: ['key approve SUP-01 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed --as checker@REGULATOR-01'],
  json: `{company, address} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const key = { company: context.input.oneId('company'), address: typedAs(address, 'address', context.input.argument('address')) };
    const steps = [step(TRANSACTIONS.company.approveKey, key)];
    return submit(context, { session: await context.session(), view: null, json: key, lines: [], steps });
  },
};

/** Revokes a key. */
export const keyRevoke: CommandSpec = {
  name: 'key revoke',
  group: 'Signing',
  does: 'Ends a signing key, at once or from a time to come: what it signed before stays signed.',
  arguments: OF_COMPANY,
  options: [{ flags: '--from <time>', does: 'as 2026-03-31T16:00:00Z (default: now)' }],
  examples: ['key revoke SUP-01 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed --as maker@SUP-01'],
  json: `{company, address, from} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const from = input.text('from');
    const key = {
      company: input.oneId('company'),
      address: typedAs(address, 'address', input.argument('address')),
      from: from === null ? null : typedAs(instant, '--from', from),
    };
    const steps = [step(TRANSACTIONS.company.revokeKey, key)];
    return submit(context, { session: await context.session(), view: null, json: key, lines: [], steps });
  },
};

/** Lists keys. */
export const keyList: CommandSpec = {
  name: 'key list',
  group: 'Signing',
  does: "Lists the signing keys of your company, revoked ones among them, and how each stands; the regulator's people see every company's.",
  arguments: { '[company]': 'of this one alone' },
  examples: ['key list --as maker@SUP-01', 'key list SUP-01 --as checker@REGULATOR-01'],
  json: '{keys: [{company, address, person, state, waitsFor, told, validFrom, revokedFrom, ...}]}',
  submits: false,
  run: async (context) => {
    const company = context.input.argumentOrNull('company') === null ? null : context.input.oneId('company');
    const keys = await keysSeen(await context.session(), company, context.surroundings.now());
    if (keys.length === 0) return answer(null, { keys }, ['No signing key: make one with "tierline key new".']);
    const rows = keys.map((key) => [key.company, key.address, key.person, key.told]);
    return answer(null, { keys }, table([left('company'), left('address'), left('person'), left('how it stands')], rows));
  },
};
