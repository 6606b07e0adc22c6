import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../parts/Refused';
import { Verdicts } from '../../parts/Verdicts';
import type { Proposing } from './usePropose';

/** What every form of a proposal ends with. */
export interface ProposeFormProps {
  readonly proposing: Proposing;
  readonly children: ReactNode;
}

/** A form of a proposal: its fields, what would be refused, and the way to send it. */
export function ProposeForm({ proposing: { dry, isBusy, problem, send }, children }: ProposeFormProps) {
  const { t } = useTranslation();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
      <Verdicts dry={dry} />
      <p className="hint spaced">{t('proposal.means')}</p>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t('proposal.send')}
      </Button>
      <Refused problem={problem} again={send} />
    </form>
  );
}
