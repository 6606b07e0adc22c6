import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/useCommand';
import { useDryRun } from '../../api/useDryRun';
import { useAttempt } from '../../parts/attempt';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { Refused } from '../../parts/Refused';
import { Verdicts } from '../../parts/Verdicts';
import { useAddress } from '../../shell/router';
import { ReduceFields } from './ReduceFields';
import { FIRST_REDUCTION, useReduction } from './reductionDraft';

const PATH = '/programs/{program}/commands/reduce';

const NO_ERRORS = { receivable: null, amount: null };

/** Proposes to take the amount of a credit note out of a confirmed receivable, or to cancel all of it. */
export function ReduceForm() {
  const { t } = useTranslation();
  const { search } = useAddress();
  const reduce = useCommand(PATH);
  const { draft, change, forget } = useDraft('reduce', { ...FIRST_REDUCTION, receivable: search.get('receivable') ?? '' });
  const { isTried, send: attempt } = useAttempt(forget);
  const { errors, body } = useReduction(draft);
  const dry = useDryRun(PATH, body);
  const send = (): void => attempt(body, reduce.mutate);
  return (
    <Card title={t('reduction.propose')}>
      {reduce.data === undefined ? null : (
        <p className="verdict pass" role="status">
          {t('reduction.done')}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ReduceFields draft={draft} errors={isTried ? errors : NO_ERRORS} change={change} />
        <Verdicts dry={dry} />
        <p className="hint">{t('reduction.means')}</p>
        <Button type="primary" size="large" htmlType="submit" loading={reduce.isPending}>
          {t('reduction.send')}
        </Button>
        <Refused problem={reduce.error} again={send} />
      </form>
    </Card>
  );
}
