import { faultIn } from '@tierline/chaincode/api';
import express, { Router, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { parsed } from '../../app/parsed';
import { clearCookie, cookieIn, setCookie } from './cookies';
import { failed } from './failed';
import { returnPath } from './returnTo';
import type { SignIn } from './signIn';
import { unlessAway } from './standing';

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
    if (started === null) return failed(request, response, null);
    try {
      const signedIn = await options.issuer.finish(queryOf(request), started.begun);
      setCookie(response, cookies.session, await signIn.enter(request, signedIn));
      response.redirect(SEE_OTHER, started.returnTo);
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      failed(request, response, fault);
    }
  };
}

function signOut(signIn: SignIn): RequestHandler {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    await signIn.leave(request);
    clearCookie(response, signIn.cookies.session);
    response.json({ signedOut: true, issuer: await unlessAway(() => signIn.options.issuer.signOutAddress()) });
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
