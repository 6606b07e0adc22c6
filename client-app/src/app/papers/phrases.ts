import type { Language } from '../../ports/documents';

/** Fixed words of papers and messages: English, Chinese. */
const PHRASES = {
  statementOf: ['Statement of account', '应收账款对账单'],
  byReceivable: ['By receivable', '按应收账款'],
  byInstalment: ['By instalment', '按清分批次'],
  total: ['Total', '合计'],
  program: ['Program', '供应链项目'],
  businessDate: ['Business date', '业务日期'],
  currency: ['Currency', '币种'],
  madeAt: ['Made at', '生成时间'],
  certificate: ['Certificate of a token', '电子凭证证书'],
  holder: ['Holder of record', '持有人'],
  debtor: ['Core enterprise (debtor)', '核心企业（债务人）'],
  firstCreditor: ['First creditor', '原始债权人'],
  amount: ['Amount', '金额'],
  amountPaid: ['Of it paid out', '其中已兑付'],
  range: ['Sub-range of the face', '子票区间'],
  face: ['Face of the receivable', '应收账款面额'],
  tier: ['Tier', '层级'],
  due: ['Due date', '到期日'],
  pay: ['Payment date', '付款日'],
  state: ['State', '状态'],
  confirmed: ['Title confirmed', '确权'],
  confirmedBy: ['by two persons of the debtor', '由债务人两名经办人分别复核与确认'],
  undertaking: ['Digest of the undertaking', '承诺书摘要'],
  documents: ['Trade documents', '贸易单据'],
  type: ['Type', '类型'],
  number: ['Number', '号码'],
  date: ['Date', '日期'],
  digest: ['Digest (SHA-256)', '摘要 (SHA-256)'],
  transaction: ['Last transaction', '最近交易'],
  block: ['Block', '区块'],
  holds: [
    'This paper tells what the ledger said when it was made. The token on the ledger is what counts: look it up before you rely on it.',
    '本证书仅反映生成时账本记载的内容，权利以账本上的电子凭证为准；使用前请核验。',
  ],
  account: [
    'Amounts are those of the business date above. What the ledger says now is what counts.',
    '金额以上述业务日期为准，权利以账本当前记载为准。',
  ],
  unverified: ['unverified', '未核验'],
  scan: ['The code leads to the token on the ledger; signing in is needed.', '扫描二维码可在登录后查看账本上的该凭证。'],
  noFont: [
    'This machine has no font with Chinese characters (Debian: fonts-noto-cjk or fonts-wqy-zenhei): ' +
      'this paper is in English, and Chinese names show as empty boxes.',
    '',
  ],
  demo: ['DEMO: no real claim, no real money', 'DEMO 演示：非真实债权，非真实资金'],
  deadlines: ['What expires', '到期提醒'],
  nothingExpires: ['Nothing expires.', '没有即将到期的事项。'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** A fixed word or sentence in the reader's language. */
export function phrase(name: keyof typeof PHRASES, language: Language): string {
  return PHRASES[name][language === 'zh' ? 1 : 0];
}

/** What stands on every page of a DEMO program's papers; null on those of a REAL one. */
export const markOf = (mode: 'REAL' | 'DEMO', language: Language): string | null => (mode === 'DEMO' ? phrase('demo', language) : null);
