import type { NotarySettings } from '../ports/notary';
import type { NotaryBeside } from '../serve';
import type { OptionSpec } from './command';
import type { Context } from './context';
import { secretTyped } from './secret';

/** The option that names how a notary works. */
export const NOTARY_OPTION: OptionSpec = {
  flags: '--notary <file>',
  does: 'publishes the roots of what was endorsed to an EVM chain, as this file says (see the guide)',
};

/** The settings that are named. @throws Fault MALFORMED; UNAVAILABLE {file, reason} */
export async function notarySettings({ input }: Context): Promise<NotarySettings> {
  return settingsIn(input.path(input.needed('notary')));
}

/** The notary that a server is to run; null where none is named. @throws Fault as {@link notarySettings} */
export async function notaryBesideIn(context: Context): Promise<NotaryBeside | null> {
  const file = context.input.file('notary');
  if (file === null) return null;
  const settings = await settingsIn(file);
  return { settings, passphrase: await passphraseFor(settings, context) };
}

/** Opens the key: from the file that the settings name, or typed. @throws Fault MALFORMED; UNAVAILABLE; CONDITION_UNMET */
export async function passphraseFor({ passphraseFile, keystore }: NotarySettings, context: Context): Promise<string> {
  const { readPassphrase } = await import('../notary.js');
  return passphraseFile === null ? secretTyped(context, `Passphrase of ${keystore}`, 'passphraseFile') : readPassphrase(passphraseFile);
}

async function settingsIn(file: string): Promise<NotarySettings> {
  const { readNotarySettings } = await import('../notary.js');
  return readNotarySettings(file);
}
