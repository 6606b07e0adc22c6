import { Fault, type TypedData } from '@tierline/chaincode/api';
import { wordOf } from '../app/messages/teller';
import { signable, signedLines } from '../app/signable';
import { readText } from '../app/textFile';
import type { KeyFile, Keys, KeyUse, NamedSigner, Signer } from '../ports/signer';
import type { OptionSpec } from './command';
import type { Input } from './input';
import type { Surroundings } from './io';
import { facts } from './table';

const IS_URL = /^https?:\/\//;
const MAX_LINE = 20_000;
/** Least characters of a new passphrase. */
const LEAST_PASSPHRASE = 10;

/** Options of commands that a person may sign. */
export const SIGNING: readonly OptionSpec[] = [
  { flags: '--key <file>', does: 'signs with this key file (or TIERLINE_KEY, then only where the program asks for a signature)' },
  { flags: '--passphrase-file <file>', does: 'its passphrase (default: asked for)' },
  { flags: '--signer <url>', does: 'signs with a wallet or device that speaks JSON-RPC there, as http://127.0.0.1:1248' },
  { flags: '--address <address>', does: 'its account (default: its first)' },
  { flags: '--yes', does: 'signs without asking: for scripts' },
];

/**
 * The keys that a command line names. They are used in the process in which it was typed, and nowhere else: what is signed is shown
 * here, asked about here and signed here, also where another process does the work.
 */
export class TypedKeys implements Keys {
  readonly #signers = new Map<KeyUse, Promise<NamedSigner | null>>();

  constructor(
    private readonly input: Input,
    private readonly surroundings: Surroundings,
  ) {}

  signer(use: KeyUse): Promise<NamedSigner | null> {
    const known = this.#signers.get(use) ?? this.#opened(use);
    this.#signers.set(use, known);
    return known;
  }

  async #opened(use: KeyUse): Promise<NamedSigner | null> {
    const named = use === 'voucher' ? this.input.text('voucher') : (this.input.text('signer') ?? this.#keyFile());
    const place = named ?? (use === 'key' ? (this.surroundings.environment['TIERLINE_KEY'] ?? null) : null);
    if (place === null) return null;
    const { externalSigner, openKeyFile } = await (await import('../main.js')).keyTools();
    const address = use === 'key' ? this.input.address('address') : null;
    const signer = IS_URL.test(place)
      ? await externalSigner({ url: place, address })
      : this.#locked(await openKeyFile(this.input.path(place)), place, use);
    const sign = async (data: TypedData): Promise<string> => {
      const known = signable(data);
      await this.#confirmed(signer.address, known);
      return signer.sign(known);
    };
    return { address: signer.address, isNamed: named !== null, sign };
  }

  #keyFile(): string | null {
    return this.input.text('key') ?? this.input.argumentOrNull('file');
  }

  /** A key file that is opened once something is signed with it. */
  #locked(key: KeyFile, file: string, use: KeyUse): Signer {
    let opened: Promise<Signer> | null = null;
    const option = use === 'key' ? 'passphrase-file' : 'voucher-passphrase-file';
    const open = async (): Promise<Signer> =>
      key.unlock(await passphraseOf(this.input, this.surroundings, option, `Passphrase of ${file}: `));
    return { address: key.address, sign: async (data) => (await (opened ??= open())).sign(data) };
  }

  /** Shows what is signed, and asks. @throws Fault CONSENT_REFUSED {reason: 'DECLINED'} */
  async #confirmed(address: string, data: TypedData): Promise<void> {
    const lines = facts(signedLines(data).map(([name, line]) => [name, wordOf(line, MAX_LINE)]));
    this.surroundings.err(`To be signed with ${address}:\n${lines.map((line) => `  ${line}\n`).join('')}`);
    if (this.input.flag('yes')) return;
    const typed = await asked(this.surroundings, 'Sign this? [y/N] ', '--yes');
    if (!/^y(es)?$/i.test(typed.trim())) throw new Fault('CONSENT_REFUSED', { reason: 'DECLINED' });
  }
}

/** The passphrase of a key: from a file, or asked for. @throws Fault */
export async function passphraseOf(input: Input, surroundings: Surroundings, option: string, question: string): Promise<string> {
  const file = input.file(option);
  return file === null ? asked(surroundings, question, `--${option}`, true) : lineOf(await readText(file));
}

/** A new passphrase: from a file, or asked for twice. @throws Fault MALFORMED */
export async function newPassphrase(input: Input, surroundings: Surroundings): Promise<string> {
  const passphrase = await passphraseOf(input, surroundings, 'passphrase-file', 'A passphrase for it: ');
  if (passphrase.length < LEAST_PASSPHRASE) {
    throw new Fault('MALFORMED', { field: 'passphrase', problem: `it is too short: ${LEAST_PASSPHRASE} characters or more` });
  }
  const isTyped = input.file('passphrase-file') === null;
  if (isTyped && (await asked(surroundings, 'The same again: ', '--passphrase-file', true)) !== passphrase) {
    throw new Fault('MALFORMED', { field: 'passphrase', problem: 'the two are not the same' });
  }
  return passphrase;
}

const lineOf = (text: string): string => text.replace(/\r?\n$/, '');

async function asked({ ask }: Surroundings, question: string, option: string, isSecret = false): Promise<string> {
  if (ask === undefined) throw new Fault('MALFORMED', { field: option, reason: 'MISSING', mend: 'there is no terminal at which to ask' });
  const typed = await ask(question, isSecret);
  if (typed === null) throw new Fault('CONSENT_REFUSED', { reason: 'DECLINED' });
  return typed;
}
