import { FAULTS, type Fault, type FaultCode } from '@tierline/chaincode/api';
import type { Request, Response } from 'express';
import { explain } from '../../app/messages';
import { INTRODUCED_IN, introducedIn, type IntroducedIn } from '../../ports/signIn';

/** What a person is told whose sign-in failed, in one language. */
interface Words {
  readonly title: string;
  readonly tooLate: string;
  readonly again: string;
  readonly told: (fault: Fault) => string;
}

/** Why a sign-in fails, in Chinese. */
const IN_CHINESE: Partial<Readonly<Record<FaultCode, string>>> = {
  NOT_SIGNED_IN: '身份提供方未确认您的身份。',
  NOT_AUTHORISED: '您未在本机构登记，无法登录，请联系管理员。',
  UNAVAILABLE: '身份提供方暂无响应，请稍后重试。',
};

const WORDS: Readonly<Record<IntroducedIn, Words>> = {
  en: {
    title: 'Sign-in',
    tooLate: 'The sign-in took too long, or was begun in another browser.',
    again: 'Sign in again',
    told: explain,
  },
  zh: {
    title: '登录',
    tooLate: '登录超时，或是在另一浏览器中发起的。',
    again: '重新登录',
    told: ({ code }) => IN_CHINESE[code] ?? '登录失败。',
  },
};

/** Tells a person at a browser why he is not signed in. The text is ours, without what came in the address. @param why null when he came too late */
export function failed(request: Request, response: Response, why: Fault | null): void {
  const language = introducedIn(request.acceptsLanguages([...INTRODUCED_IN]));
  const { title, tooLate, again, told } = WORDS[language];
  const text = why === null ? tooLate : told(why);
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><p>${text} <a href="/signin">${again}</a></p></html>`;
  response
    .status(why === null ? TOO_LATE : FAULTS[why.code].http)
    .vary('Accept-Language')
    .type('html')
    .send(html);
}

const TOO_LATE = 400;
