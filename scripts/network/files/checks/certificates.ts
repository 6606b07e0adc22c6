import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Check } from './check';
import { filesBelow } from './tree';

const DAY_MS = 86_400_000;
const FAIL_DAYS = 7;
const WARN_DAYS = 30;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const MEND =
  'enrol it anew: end the network ("npm run network -- down"), remove this file and the key beside it, and "npm run network -- up"';

/**
 * How long the certificates of an organisation last: its nodes', its application's and its people's. The one that ends first counts.
 *
 * @param now milliseconds since 1970
 */
export async function certificateCheck(msp: string, folder: string, now: number): Promise<Check> {
  const name = `certificates of ${msp}`;
  const want = `each lasts ${WARN_DAYS} days or more`;
  const first = (await certificatesBelow(folder)).reduce<Lasting | null>(
    (soonest, each) => (soonest === null || each.until < soonest.until ? each : soonest),
    null,
  );
  if (first === null) return { name, result: 'FAIL', found: 'none', want, mend: 'make them: "npm run network -- up"' };
  const days = Math.floor((first.until - now) / DAY_MS);
  const result = days < FAIL_DAYS ? 'FAIL' : days < WARN_DAYS ? 'WARN' : 'PASS';
  const found = `${relative(folder, first.file)} ${days < 0 ? `ended ${-days} days ago` : `ends in ${days} days`}`;
  return { name, result, found, want, mend: result === 'PASS' ? '' : MEND };
}

interface Lasting {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

async function certificatesBelow(folder: string): Promise<readonly Lasting[]> {
  const files = (await filesBelow(folder)).filter((file) => /\.(pem|json)$/.test(file));
  const found: Lasting[] = [];
  for (const file of files) {
    // A PEM text inside of JSON has its line ends escaped.
    const text = (await readFile(file, 'utf8')).replaceAll('\\n', '\n');
    for (const [pem] of text.matchAll(PEM)) found.push({ file, until: Date.parse(new X509Certificate(pem).validTo) });
  }
  return found;
}
