import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '@tierline/chaincode/api';
import { expect } from 'chai';

const SOURCES = join(__dirname, '../../../client-app/web/src');

type Texts = { readonly [key: string]: string | Texts };

function textsOf(language: string): ReadonlyMap<string, string> {
  const flat = (texts: Texts, above: string): readonly (readonly [string, string])[] =>
    Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[above + key, value]] : flat(value, `${above}${key}.`)));
  return new Map(flat(JSON.parse(readFileSync(join(SOURCES, `i18n/${language}.json`), 'utf8')) as Texts, ''));
}

const components = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('schema.ts'))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));

const variablesIn = (text: string): readonly string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('the texts of the page', () => {
  const english = textsOf('en');
  const chinese = textsOf('zh');

  it('are there in both languages', () => {
    expect([...chinese.keys()].sort()).to.deep.equal([...english.keys()].sort());
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).to.deep.equal([]);
  });

  it('name the same figures in both languages', () => {
    const differing = [...english].filter(([key, text]) => {
      const other = variablesIn(chinese.get(key) ?? '');
      return variablesIn(text).some((name) => name !== 'count' && !other.includes(name));
    });
    expect(differing.map(([key]) => key)).to.deep.equal([]);
  });

  it('are there for every key that a component names', () => {
    const missing = components.flatMap(({ file, text }) =>
      [...text.matchAll(/\bt\(\s*'([^']+)'/g)]
        .map(([, key = '']) => key)
        .filter((key) => !english.has(key) && !english.has(`${key}_other`))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('explain every fault, with its name', () => {
    const missing = Object.keys(FAULTS).flatMap((code) => [`fault.${code}.any`, `code.${code}`].filter((key) => !english.has(key)));
    expect(missing).to.deep.equal([]);
  });

  it('stand in no component', () => {
    const literal = components
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, text }) =>
        [
          ...text.matchAll(/>\s*([A-Za-z\u4e00-\u9fff][^<>{}=;()]*)\s*<\//g),
          ...text.matchAll(/\b(?:title|label|placeholder|aria-label|alt)="([^"]+)"/g),
        ].map(([, words = '']) => `${file}: ${words.trim()}`),
      );
    expect(literal).to.deep.equal([]);
  });
});
