import type { IntroducedIn } from '../../ports/signIn';

/** What the development issuer says, in each language. */
export const WORDS = {
  en: {
    lang: 'en',
    who: 'Who are you?',
    mark: 'Development sign-in.',
    warning: 'Nobody proves who he is here: choose a person. Never let others reach this server.',
    nobody: 'Nobody is enrolled yet.',
    signIn: 'Sign-in',
    again: 'Begin again',
    otherOrigin: 'Only this server may ask.',
    over: 'This choice is over, or was begun in another browser.',
    unknown: 'Nobody of that name is enrolled here.',
    stopped: 'This sign-in cannot go on.',
    bug: 'This is a bug.',
  },
  zh: {
    lang: 'zh-CN',
    who: '您是谁？',
    mark: '开发登录。',
    warning: '此处不验证身份：请选择一人。切勿让他人访问本服务器。',
    nobody: '尚无注册人员。',
    signIn: '登录',
    again: '重新开始',
    otherOrigin: '仅限本服务器访问。',
    over: '该选择已失效，或是在其他浏览器中开始的。',
    unknown: '没有该名称的注册人员。',
    stopped: '登录无法继续。',
    bug: '系统出错。',
  },
} as const satisfies Readonly<Record<IntroducedIn, Readonly<Record<string, string>>>>;

/** One of its sentences. */
export type Said = keyof (typeof WORDS)['en'];
