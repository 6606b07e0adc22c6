import { useTranslation } from 'react-i18next';
import type { Reduction } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { receivablePage } from '../../parts/receivableColumns';
import { Refused } from '../../parts/Refused';
import { SureButton } from '../../parts/SureButton';
import { Amount, CompanyName, State } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';

/** One reduction: what goes, why, who wants it, and the agreement of the other side. */
export function ReductionItem({ row }: { readonly row: Reduction }) {
  const { t } = useTranslation();
  const { program, isChecker } = useSession();
  const agree = useCommand('/transactions/receivable/agreeReduction');
  const { reduction, receivable, what, amountMinor, reason, proposedBy, status, isOursToAgree } = row;
  return (
    <li>
      <div>
        <b>
          <Amount minor={amountMinor} withCurrency />
        </b>{' '}
        <Link to={receivablePage(receivable)}>{receivable}</Link> <State of="reduction" is={status} />
        <p>{t(`reduction.what.${what}`)}</p>
        <small>
          {t(`reduction.reasons.${reason}`, { defaultValue: reason })}
          {' \u00b7 '}
          {t('reduction.by')} <CompanyName id={proposedBy} />
        </small>
      </div>
      {isOursToAgree ? (
        <div className="buttons">
          <SureButton
            means={t('reduction.agreeMeans')}
            isPrimary
            isBusy={agree.isPending}
            isDisabled={!isChecker}
            onSure={() => agree.mutate({ program: program.id, reduction })}
          >
            {t('reduction.agree')}
          </SureButton>
        </div>
      ) : null}
      {isOursToAgree ? <p className="hint">{t(isChecker ? 'reduction.elseNothing' : 'reduction.needsChecker')}</p> : null}
      <Refused problem={agree.error} />
    </li>
  );
}
