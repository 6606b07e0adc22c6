import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkItem } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { Card } from '../../parts/Card';
import { useDraft } from '../../parts/draft';
import { TextField } from '../../parts/fields';
import { receivablePage } from '../../parts/receivableColumns';
import { useReferenceProblem } from '../../parts/reference';
import { Refused } from '../../parts/Refused';
import { Amount } from '../../parts/texts';
import { useSession } from '../../session/session';
import { Link } from '../../shell/router';

/** Money that arrived above what is owed, and is sent back. */
export function Refund({ item }: { readonly item: WorkItem }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const refund = useCommand('/transactions/settlement/refund');
  const { draft, change, forget } = useDraft(`refund.${item.id}`, { reference: '' });
  const [isTried, setTried] = useState(false);
  const refundReference = draft.reference.trim();
  const error = useReferenceProblem()(refundReference);
  const send = (): void => {
    setTried(true);
    if (error === null) refund.mutate({ program: program.id, bankReference: item.id, refundReference }, { onSuccess: forget });
  };
  return (
    <Card title={<span className="mono">{item.id}</span>} extra={<Amount minor={item.amountMinor} withCurrency />}>
      <p className="owed">
        {t('settle.tooMuch')} <Link to={receivablePage(item.about)}>{item.about}</Link>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={t('settle.refundReference')}
          value={draft.reference}
          error={isTried ? error : null}
          onChange={(reference) => change({ reference })}
        />
        <Button type="primary" htmlType="submit" loading={refund.isPending}>
          {t('settle.refund')}
        </Button>
        <Refused problem={refund.error} again={send} />
      </form>
    </Card>
  );
}
