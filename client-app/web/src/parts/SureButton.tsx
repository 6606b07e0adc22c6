import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** An act that cannot be taken back. */
export interface SureButtonProps {
  readonly children: ReactNode;
  /** What it means, in a sentence. */
  readonly means: string;
  readonly isBusy?: boolean;
  /** Whether it is what one usually does here. */
  readonly isPrimary?: boolean;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly onSure: () => void;
}

/** A button that says what it means, and asks once more, before it acts. */
export function SureButton({
  children,
  means,
  isBusy = false,
  isPrimary = false,
  isDanger = false,
  isDisabled = false,
  onSure,
}: SureButtonProps) {
  const { t } = useTranslation();
  return (
    <Popconfirm
      title={means}
      okText={t('sure.yes')}
      cancelText={t('act.cancel')}
      onConfirm={onSure}
      disabled={isDisabled}
      styles={{ root: { maxWidth: 340 } }}
    >
      <Button type={isPrimary ? 'primary' : 'default'} danger={isDanger} loading={isBusy} disabled={isDisabled}>
        {children}
      </Button>
    </Popconfirm>
  );
}
