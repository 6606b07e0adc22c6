import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import type { Reader } from '../support/chromium';
import { onStage } from './stage';

const TEXTS = join(__dirname, '../../../client-app/web/src/i18n');
const PROGRAM = '/programs/DEMO-CNY';
const MONEY = { currency: 'CNY' };
const REFERENCE = { most: '64' };

type Texts = { readonly [key: string]: string | Texts };
type Language = 'en' | 'zh';
type Figures = Readonly<Record<string, string>>;

/** The words of a language for a key. */
function words(language: Language, key: string, figures: Figures = {}): string {
  let found: string | Texts = JSON.parse(readFileSync(join(TEXTS, `${language}.json`), 'utf8')) as Texts;
  for (const part of key.split('.')) found = (found as Texts)[part] ?? '';
  expect(found, key).to.be.a('string').and.not.equal('');
  return (found as string).replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => figures[name] ?? `{{${name}}}`);
}

/** What is typed into a field, and what stands beside it then. */
interface Bad {
  readonly label: string;
  readonly typed: string;
  readonly error: string;
  readonly figures?: Figures;
}

/** A form, who fills it in, and what he gets wrong. */
interface Form {
  readonly name: string;
  readonly user: string;
  readonly path: string | (() => Promise<string>);
  readonly bad: readonly Bad[];
  /** The button; null for a form that tells while it is filled in. */
  readonly send: string | null;
}

/** The text beside a field to which it refers. */
async function beside(reader: Reader, field: Locator): Promise<string> {
  const [id = ''] = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
  return reader.page.locator(`[id="${id}"]`).innerText();
}

describe('every form tells beside each field what is wrong, with the limit, in the reader’s language', () => {
  const stage = onStage();

  const openAsk = async (): Promise<string> => {
    const asked = await stage().served.post(`${PROGRAM}/commands/ask`, { as: 'maker@SUP-02', body: { amountMinor: '1000000' } });
    expect(asked.status, JSON.stringify(asked.body)).to.equal(200);
    return `/asks?ask=${String(asked.body['ask'])}`;
  };

  const FORMS: readonly Form[] = [
    {
      name: 'a payment with tokens',
      user: 'maker@SUP-03',
      path: '/pay',
      send: 'pay.send',
      bad: [
        { label: 'pay.amount', typed: '999,999,999.00', error: 'pay.tooMuch', figures: { have: '164,345.67', ...MONEY } },
        { label: 'pay.number', typed: '9'.repeat(101), error: 'pay.longNumber', figures: { most: '100' } },
      ],
    },
    {
      name: 'cash',
      user: 'maker@SUP-03',
      path: '/cash',
      send: null,
      bad: [{ label: 'cash.amount', typed: '1,000.123', error: 'amount.TOO_MANY_DIGITS', figures: MONEY }],
    },
    {
      name: 'an invoice',
      user: 'maker@SUP-02',
      path: '/submit',
      send: 'submit.send',
      bad: [
        { label: 'submit.number', typed: '', error: 'pay.noNumber' },
        { label: 'submit.amount', typed: '0', error: 'amount.ZERO' },
      ],
    },
    {
      name: 'a credit note',
      user: 'checker@SUP-02',
      path: '/reductions',
      send: 'reduction.send',
      bad: [{ label: 'reduction.amount', typed: '12,50', error: 'amount.NOT_A_NUMBER' }],
    },
    {
      name: 'an offer',
      user: 'maker@BANK-A-01',
      path: openAsk,
      send: 'offer.send',
      bad: [
        { label: 'offer.rate', typed: 'four', error: 'offer.badRate' },
        { label: 'offer.fees', typed: '-1', error: 'amount.NOT_A_NUMBER' },
      ],
    },
    {
      name: 'the registration of a deal',
      user: 'maker@BANK-B-01',
      path: '/deals',
      send: 'deals.do.register',
      bad: [{ label: 'deals.registryNo', typed: '登记 1', error: 'deals.badReference', figures: REFERENCE }],
    },
    {
      name: 'money that arrived',
      user: 'maker@BANK-A-01',
      path: '/settle',
      send: 'settle.report',
      bad: [
        { label: 'settle.amount', typed: '10000000000000000000', error: 'amount.TOO_LARGE' },
        { label: 'settle.interest', typed: '1.234', error: 'amount.TOO_MANY_DIGITS', figures: MONEY },
        { label: 'settle.reference', typed: 'x', error: 'deals.badReference', figures: REFERENCE },
      ],
    },
    {
      name: 'a limit',
      user: 'checker@BANK-A-01',
      path: '/limits',
      send: 'limits.save',
      bad: [{ label: 'limits.ceiling', typed: '0', error: 'amount.ZERO' }],
    },
  ];

  for (const { name, user, path, bad, send } of FORMS) {
    it(name, async () => {
      const { browsers, served } = stage();
      const at = typeof path === 'string' ? path : await path();
      for (const language of ['en', 'zh'] as const) {
        const reader = await browsers.as(served.address, user, { width: 360, language, path: at });
        await reader.settled();
        const field = (label: string): Locator => reader.page.getByLabel(words(language, label), { exact: true }).first();
        for (const { label, typed } of bad) await field(label).fill(typed);
        if (send !== null) {
          await reader.page
            .getByRole('button', { name: words(language, send) })
            .first()
            .click();
        }
        for (const { label, error, figures } of bad) {
          expect(await field(label).getAttribute('aria-invalid'), `${language} ${label}`).to.equal('true');
          expect(await beside(reader, field(label)), `${language} ${label}`).to.equal(words(language, error, figures));
        }
        expect(await reader.tooWide()).to.equal(0);
        expect(await reader.hindrances()).to.deep.equal([]);
        expect(reader.thrown).to.deep.equal([]);
        await reader.close();
      }
    });
  }
});
