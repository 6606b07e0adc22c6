import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace } from '../../api/answers';
import { useAsk } from '../../api/useAsk';
import { useCommand } from '../../api/useCommand';
import { useDryRun } from '../../api/useDryRun';
import { plainAmount } from '../../format/money';
import { useDraft } from '../../parts/draft';
import { Refused } from '../../parts/Refused';
import { Reading } from '../../parts/States';
import { Verdicts } from '../../parts/Verdicts';
import { useSession } from '../../session/session';
import { FIRST_INVOICE, useInvoice, type InvoiceDraft } from './invoiceDraft';
import { InvoiceFields } from './InvoiceFields';

const PATH = '/programs/{program}/commands/revise';

/** A receivable that was sent back, as it is and as it should be. */
export interface CorrectionProps {
  readonly receivable: string;
  readonly onDone: () => void;
}

/** Corrects a receivable that was sent back: what it says now stands in the fields. */
export function Correction({ receivable, onDone }: CorrectionProps) {
  const { data, error, refetch } = useAsk('/programs/{program}/receivables/{receivable}/tree', {}, { parts: { receivable } });
  const { program } = useSession();
  if (data === undefined) return <Reading problem={error} again={() => void refetch()} rows={4} />;
  return <CorrectionForm receivable={receivable} first={draftOf(data, program.currency)} onDone={onDone} />;
}

function draftOf({ documents, faceMinor, dueDate, deliveryDate }: Trace, currency: string): InvoiceDraft {
  const invoice = documents.find(({ type }) => type === 'INVOICE');
  const amountMinor = invoice?.amountMinor ?? faceMinor;
  return {
    ...FIRST_INVOICE,
    number: invoice?.number ?? '',
    issueDate: invoice?.issueDate ?? '',
    amount: plainAmount(amountMinor, currency),
    dueDate,
    deliveryDate: deliveryDate ?? '',
    face: amountMinor === faceMinor ? '' : plainAmount(faceMinor, currency),
  };
}

function CorrectionForm({ receivable, first, onDone }: CorrectionProps & { readonly first: InvoiceDraft }) {
  const { t } = useTranslation();
  const revise = useCommand(PATH);
  const { draft, change, forget } = useDraft(`revise.${receivable}`, first);
  const [isTried, setTried] = useState(false);
  const typed = useInvoice(draft);
  const body = typed.claim === null ? null : { ...typed.claim, receivable };
  const dry = useDryRun(PATH, body);
  const send = (): void => {
    setTried(true);
    if (body === null) return;
    const over = (): void => {
      forget();
      onDone();
    };
    revise.mutate(body, { onSuccess: over });
  };
  return (
    <form
      className="wholeLine"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <InvoiceFields draft={draft} typed={typed} isTried={isTried} change={change} />
      <Verdicts dry={dry} />
      <Button type="primary" htmlType="submit" loading={revise.isPending}>
        {t('submit.keep')}
      </Button>
      <Refused problem={revise.error} again={send} />
    </form>
  );
}
