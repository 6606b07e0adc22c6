import type { IntroducedIn, Introduction } from '../../ports/signIn';
import { WORDS, type Said } from './words';

/** The page on which one chooses who to be. @param addressOf where a choice leads */
export function peoplePage(language: IntroducedIn, people: readonly Introduction[], addressOf: (user: string) => string): string {
  const words = WORDS[language];
  const companies = new Map<string, Introduction[]>();
  for (const person of people) {
    const name = `${person.companyName === '' ? person.company : person.companyName} (${person.company})`;
    companies.set(name, [...(companies.get(name) ?? []), person]);
  }
  const sections = [...companies].map(([company, members]) => {
    const items = members.map(
      ({ user, does }) => `<li><a href="${escaped(addressOf(user))}">${escaped(user)}</a> ${escaped(does[language])}</li>`,
    );
    return `<section><h2>${escaped(company)}</h2><ul>${items.join('')}</ul></section>`;
  });
  return page(
    language,
    words.who,
    `<p><strong>${words.mark}</strong> ${words.warning}</p><main>${sections.join('') || `<p>${words.nobody}</p>`}</main>`,
  );
}

/** A page that says why there is no choice. @param code of the library's own error */
export function plainPage(language: IntroducedIn, said: Said, code = ''): string {
  const words = WORDS[language];
  return page(
    language,
    words.signIn,
    `<p>${words[said]}${code === '' ? '' : ` (${escaped(code)})`} <a href="/signin">${words.again}</a></p>`,
  );
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color-scheme:light dark}' +
  'main{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:0 2rem}h2{font-size:1rem;margin:1rem 0 0}' +
  'ul{margin:0;padding:0;list-style:none}li{padding:.2rem 0}a{font-weight:600}strong{color:#b00020}';

function page(language: IntroducedIn, title: string, body: string): string {
  return (
    `<!doctype html><html lang="${WORDS[language].lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${body}</body></html>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
