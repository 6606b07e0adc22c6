import { faultIn, FAULTS } from '@tierline/chaincode/api';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { explain } from '../../app/messages';
import { parsed } from '../../app/parsed';
import { clearCookie, cookieIn, setCookie } from './cookies';
import { returnPath } from './returnTo';
import { requireCsrf, type SignIn } from './signIn';

/** Where a browser begins to sign in. */
export const SIGN_IN_PATH = '/signin';
/** Where the issuer sends it back to. */
export const CALLBACK_PATH = '/signin/callback';
/** Where the issuer tells by itself that it has signed somebody out. */
export const BACK_CHANNEL_PATH = '/signin/backchannel';
const SEE_OTHER = 303;
const MAX_FORM = '16kb';

const told = z.object({ logout_token: z.string().min(1) });
const beginning = z.strictObject({ returnTo: z.string().optional() });

/** Signing in and out, for browsers. */
export function signInRoutes(signIn: SignIn): Router {
  const router = Router();
  router.get(SIGN_IN_PATH, begin(signIn));
  router.get(CALLBACK_PATH, finish(signIn));
  router.post(BACK_CHANNEL_PATH, express.urlencoded({ extended: false, limit: MAX_FORM, inflate: false }), signedOutElsewhere(signIn));
  router.post('/signout', signOut(signIn));
  return router;
}

function begin({ options: { issuer, address }, begun, cookies }: SignIn): RequestHandler {
  return async (request, response) => {
    const returnTo = returnPath(parsed(beginning, request.query).returnTo);
    response.setHeader('Cache-Control', 'no-store');
    // The issuer sends the browser back to one address only, where a cookie of another name for this machine is not sent.
    if (request.get('host') !== new URL(address).host) {
      return response.redirect(SEE_OTHER, `${address}${SIGN_IN_PATH}?returnTo=${encodeURIComponent(returnTo)}`);
    }
    const started = await issuer.begin();
    setCookie(response, cookies.begun, begun.add({ begun: started, returnTo }));
    response.redirect(SEE_OTHER, started.address);
  };
}

function finish(signIn: SignIn): RequestHandler {
  const { options, begun, cookies } = signIn;
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const started = begun.take(cookieIn(request, cookies.begun) ?? '');
    clearCookie(response, cookies.begun);
    if (started === null) return refused(response, 400, 'The sign-in took too long, or was begun in another browser.');
    try {
      const signedIn = await options.issuer.finish(queryOf(request), started.begun);
      setCookie(response, cookies.session, await signIn.enter(request, signedIn));
      response.redirect(SEE_OTHER, started.returnTo);
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      refused(response, FAULTS[fault.code].http, explain(fault));
    }
  };
}

function signOut(signIn: SignIn): RequestHandler {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const csrf = await signIn.csrfOf(request);
    if (csrf !== null) requireCsrf(request, csrf);
    signIn.leave(request);
    clearCookie(response, signIn.cookies.session);
    response.json({ signedOut: true, issuer: await signIn.options.issuer.signOutAddress() });
  };
}

/** Believes a signed token of the issuer alone, whoever brings it. */
function signedOutElsewhere(signIn: SignIn): RequestHandler {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const { logout_token: token } = parsed(told, request.body ?? {});
    signIn.signOut(await signIn.options.issuer.signedOut(token));
    response.status(200).end();
  };
}

function queryOf({ originalUrl }: Request): string {
  const start = originalUrl.indexOf('?');
  return start < 0 ? '' : originalUrl.slice(start);
}

/** Tells a person at a browser why he is not signed in. The text is ours, without what came in the address. */
function refused(response: Response, status: number, text: string): void {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in</title><p>${text} <a href="/signin">Sign in again</a></p></html>`;
  response.status(status).type('html').send(html);
}
