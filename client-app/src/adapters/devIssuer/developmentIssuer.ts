import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { DevelopmentIssuer, IntroducedIn, Introduction } from '../../ports/signIn';
import { configurationOf, type DevelopmentSettings } from './configuration';
import { peoplePage, plainPage } from './peoplePage';
import { resting } from './resting';

/** Makes a development issuer; it must be mounted at its path. */
export type MakeDevelopmentIssuer = (settings: DevelopmentSettings, people: () => Promise<readonly Introduction[]>) => DevelopmentIssuer;

/** `/people/UID` chooses, `/people/UID/USER` has chosen. */
const CHOICE = /^\/people\/[\w-]{1,60}(?:\/([^/?]{1,240}))?$/;
/** `/disabled/USER`, a person whom this issuer no longer signs in. */
const DISABLED = /^\/disabled\/([\w.@-]{1,80})$/;

/** Loads the library: it can only be imported, and says of every Node below 22 that it is not meant for it. */
export async function loadDevelopmentIssuer(): Promise<MakeDevelopmentIssuer> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const { default: Made, errors } = await import('oidc-provider');
    const { default: storage } = await import('oidc-provider/lib/helpers/als.js');
    return (given, people) => {
      const disabled = new Set<string>();
      const settings = { ...given, isEnrolled: async (user: string) => !disabled.has(user) && (await given.isEnrolled(user)) };
      const provider = new Made(settings.issuer, configurationOf(settings));
      // Who was chosen before is forgotten: the next sign-in of this browser may be another person's.
      provider.on('authorization.success', ({ oidc }) => void oidc.session?.destroy());
      provider.on('server_error', (_context, error) => settings.alarm(`development issuer: ${error.name}: ${error.message}`));
      const rest = handlerOf(provider, settings, people, (error) => error instanceof errors.SessionNotFound);
      return { handle: resting(storage, guarded(settings, disabling(given, disabled, rest))) };
    };
  } finally {
    console.warn = warn;
  }
}

type Handle = DevelopmentIssuer['handle'];

/** Who is answered, and in what language. */
interface Asked {
  readonly response: ServerResponse;
  readonly language: IntroducedIn;
}

/** The library lets pages of any origin ask for tokens; here the secret is known to all of them. */
function guarded({ issuer }: DevelopmentSettings, rest: Handle): Handle {
  const { origin: own } = new URL(issuer);
  return (request, response, language) => {
    const { origin = own } = request.headers;
    if (origin !== own) return answer(response, 403, plainPage(language, 'otherOrigin'));
    rest(request, response, language);
  };
}

/** `PUT /disabled/USER` disables a person, as an administrator does at a real issuer; `DELETE` lets him in again. */
function disabling({ issuer, isEnrolled, alarm }: DevelopmentSettings, disabled: Set<string>, rest: Handle): Handle {
  const done = async (person: string, isDisabled: boolean, { response, language }: Asked): Promise<void> => {
    if (!(await isEnrolled(person))) return answer(response, 404, plainPage(language, 'unknown'));
    if (isDisabled) disabled.add(person);
    else disabled.delete(person);
    response.writeHead(204).end();
  };
  return (request, response, language) => {
    const user = DISABLED.exec(new URL(request.url ?? '/', issuer).pathname)?.[1];
    if (user === undefined || !['PUT', 'DELETE'].includes(request.method ?? '')) return rest(request, response, language);
    done(user, request.method === 'PUT', { response, language }).catch((error: unknown) => {
      alarm(`development issuer: ${String(error)}`);
      answer(response, 500, plainPage(language, 'bug'));
    });
  };
}

function handlerOf(
  provider: Provider,
  settings: DevelopmentSettings,
  people: () => Promise<readonly Introduction[]>,
  isOver: (error: unknown) => boolean,
): Handle {
  const rest = provider.callback();
  return (request, response, language) => {
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
