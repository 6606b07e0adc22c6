import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { DevelopmentIssuer, IntroducedIn, Introduction } from '../../ports/signIn';
import { configurationOf, type DevelopmentSettings } from './configuration';
import { peoplePage, plainPage } from './peoplePage';

/** Makes a development issuer; it must be mounted at its path. */
export type MakeDevelopmentIssuer = (settings: DevelopmentSettings, people: () => Promise<readonly Introduction[]>) => DevelopmentIssuer;

/** `/people/UID` chooses, `/people/UID/USER` has chosen. */
const CHOICE = /^\/people\/[\w-]{1,60}(?:\/([^/?]{1,240}))?$/;

/** Loads the library: it can only be imported, and says of every Node below 22 that it is not meant for it. */
export async function loadDevelopmentIssuer(): Promise<MakeDevelopmentIssuer> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const { default: Made, errors } = await import('oidc-provider');
    return (settings, people) => {
      const provider = new Made(settings.issuer, configurationOf(settings));
      // Who was chosen before is forgotten: the next sign-in of this browser may be another person's.
      provider.on('authorization.success', ({ oidc }) => void oidc.session?.destroy());
      provider.on('server_error', (_context, error) => settings.alarm(`development issuer: ${error.name}: ${error.message}`));
      return { handle: handlerOf(provider, settings, people, (error) => error instanceof errors.SessionNotFound) };
    };
  } finally {
    console.warn = warn;
  }
}

function handlerOf(
  provider: Provider,
  settings: DevelopmentSettings,
  people: () => Promise<readonly Introduction[]>,
  isOver: (error: unknown) => boolean,
): DevelopmentIssuer['handle'] {
  const rest = provider.callback();
  const { origin: own } = new URL(settings.issuer);
  return (request, response, language) => {
    // The library lets pages of any origin ask for tokens; here the secret is known to all of them.
    const { origin = own } = request.headers;
    if (origin !== own) return answer(response, 403, plainPage(language, 'otherOrigin'));
    const choice = CHOICE.exec(new URL(request.url ?? '/', settings.issuer).pathname);
    if (choice === null || request.method !== 'GET') return void rest(request, response);
    chosen(provider, settings, people, { request, response, language, user: choice[1] }).catch((error: unknown) => {
      if (isOver(error)) return answer(response, 400, plainPage(language, 'over'));
      settings.alarm(`development issuer: ${String(error)}`);
      answer(response, 500, plainPage(language, 'bug'));
    });
  };
}

interface Choice {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly language: IntroducedIn;
  readonly user: string | undefined;
}

async function chosen(
  provider: Provider,
  { path, isEnrolled }: DevelopmentSettings,
  people: () => Promise<readonly Introduction[]>,
  { request, response, language, user }: Choice,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (user === undefined) {
    return answer(
      response,
      200,
      peoplePage(language, await people(), (each) => `${path}/people/${uid}/${encodeURIComponent(each)}`),
    );
  }
  const accountId = decodeURIComponent(user);
  if (!(await isEnrolled(accountId))) return answer(response, 404, plainPage(language, 'unknown'));
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
}

function answer(response: ServerResponse, status: number, html: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
