import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningKey } from '../../api/answers';
import { useCommand } from '../../api/useCommand';
import { Field } from '../../parts/Field';
import { Refused } from '../../parts/Refused';
import { Address } from './Address';

/** Ends a key: at once, or from a time to come. What it signed before stays signed. */
export function RevokeDialog({ row: { company, address }, onClose }: { readonly row: SigningKey; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useCommand('/transactions/company/revokeKey');
  const [isLater, setLater] = useState(false);
  const [time, setTime] = useState('');
  const from = isLater ? instantOf(time) : null;
  const isWhole = !isLater || from !== null;
  return (
    <Modal
      open
      title={t('keys.revokeTitle')}
      onCancel={onClose}
      okText={t('keys.revoke')}
      cancelText={t('act.cancel')}
      okButtonProps={{ danger: true, disabled: !isWhole, loading: revoke.isPending }}
      onOk={() => revoke.mutate({ company, address, from }, { onSuccess: onClose })}
    >
      <div className="stack">
        <Address address={address} />
        <p>{t('keys.revokeMeans')}</p>
        <Radio.Group
          value={isLater}
          onChange={({ target }) => setLater(target.value === true)}
          options={[
            { value: false, label: t('keys.revokeNow') },
            { value: true, label: t('keys.revokeLater') },
          ]}
        />
        {isLater ? (
          <Field
            label={t('keys.revokeFrom')}
            error={time !== '' && from === null ? t('keys.badTime') : null}
            hint={t('keys.revokeFromHint')}
          >
            {(bound) => <Input {...bound} type="datetime-local" value={time} onChange={({ target }) => setTime(target.value)} />}
          </Field>
        ) : null}
        <Refused problem={revoke.error} />
      </div>
    </Modal>
  );
}

const SECONDS = 19;

/** A time of the reader's own zone as an instant, UTC; null when it is none. */
function instantOf(local: string): string | null {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? null : `${new Date(ms).toISOString().slice(0, SECONDS)}Z`;
}
