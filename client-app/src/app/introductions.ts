import type { CompanyRole } from '@tierline/chaincode/api';
import { INTRODUCED_IN, type IntroducedIn, type Introduction } from '../ports/signIn';
import { peopleOf, type Person } from './register';
import type { Sessions } from './session';

type Does = Readonly<Record<CompanyRole, Readonly<Record<string, string>>>>;

/** What the maker and the checker of a company do, by its role. */
const DOES: Readonly<Record<IntroducedIn, Does>> = {
  en: {
    core: { maker: 'checks the receivables that suppliers submit', checker: 'confirms title: the promise to pay' },
    supplier: { maker: 'submits receivables, pays with tokens, asks for cash', checker: 'agrees to reductions' },
    bank: { maker: 'makes offers, registers deals, settles', checker: 'sets limits, pays out' },
    operator: { maker: 'onboards companies, opens programs', checker: 'approves what binds everybody' },
    regulator: { maker: 'sees everything', checker: 'sees everything' },
  },
  zh: {
    core: { maker: '核对供应商提交的应收账款', checker: '确权：承诺付款' },
    supplier: { maker: '提交应收账款、用凭证付款、融资变现', checker: '同意红字冲减' },
    bank: { maker: '报价、登记成交、清分', checker: '设定额度、付款' },
    operator: { maker: '企业入网、开立项目', checker: '审批对所有人生效的事项' },
    regulator: { maker: '查看全部', checker: '查看全部' },
  },
};
const LOOKS: Readonly<Record<IntroducedIn, string>> = { en: 'looks', zh: '查看' };

/** The enrolled people with what they do, those of one company together. */
export async function introductions(sessions: Sessions): Promise<readonly Introduction[]> {
  return (await peopleOf(sessions)).map((person) => ({
    user: person.user,
    company: person.company,
    companyName: person.name,
    does: Object.fromEntries(INTRODUCED_IN.map((language) => [language, doesOf(person, language)])) as Introduction['does'],
  }));
}

function doesOf({ roles, duty }: Person, language: IntroducedIn): string {
  const told = roles.flatMap((role) => DOES[language][role][duty] ?? []);
  return told.length === 0 ? LOOKS[language] : told.join('; ');
}
