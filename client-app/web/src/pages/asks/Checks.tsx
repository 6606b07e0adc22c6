import { useTranslation } from 'react-i18next';
import type { AskOnDesk } from '../../api/answers';
import { dateText, timeText } from '../../format/dates';
import { money } from '../../format/money';
import { textOf } from '../../format/values';
import { useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';

/** Figures that are companies. */
const OF_COMPANIES: ReadonlySet<string> = new Set(['core', 'seller', 'debtor']);

type Check = AskOnDesk['checks'][number];

const MARKS: Readonly<Record<Check['verdict'], string>> = { PASS: '\u2713', NOTE: '!', FAIL: '\u2717' };

/** Each check with its verdict and the figures that explain it; what failed first. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation();
  const told = useFigures();
  const order: readonly Check['verdict'][] = ['FAIL', 'NOTE', 'PASS'];
  return (
    <ul className="checks">
      {order.flatMap((verdict) =>
        checks
          .filter((each) => each.verdict === verdict)
          .map((check) => (
            <li key={check.check} className={verdict.toLowerCase()}>
              <i aria-hidden="true">{MARKS[verdict]}</i>
              <div>
                <b>{t(`check.${check.check}.name`)}</b> <span className="visually-hidden">{t(`verdict.${verdict}`)}</span>
                <small>{t(`check.${check.check}.${verdict}`, told(check.details))}</small>
              </div>
            </li>
          )),
      )}
    </ul>
  );
}

/** Figures of a check as they are read: amounts, dates and lists. */
function useFigures(): (details: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>> {
  const { i18n } = useTranslation();
  const { program } = useSession();
  const nameOf = useCompanyName();
  const told = (name: string, value: unknown): string => {
    const text = value === null ? '\u2013' : textOf(value);
    if (OF_COMPANIES.has(name)) return nameOf(text);
    if (name.endsWith('Minor')) return `${money(text, program.currency)} ${program.currency}`;
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return dateText(text, i18n.language);
    return /^\d{4}-\d\d-\d\dT/.test(text) ? timeText(text, i18n.language) : text;
  };
  return (details) => Object.fromEntries(Object.entries(details).map(([name, value]) => [name, told(name, value)]));
}
