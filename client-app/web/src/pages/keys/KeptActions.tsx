import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropKey, type KeptKey } from '../../signing/keyShelf';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { KEPT } from '../../signing/useKeyChoice';
import { shut } from '../../signing/unlocked';
import { ExportDialog } from './ExportDialog';

/** What can be done with a key of this browser. */
export interface KeptActionsProps {
  readonly kept: KeptKey;
  readonly isRegistered: boolean;
  readonly onPropose: () => void;
}

/** See {@link KeptActionsProps}. */
export function KeptActions({ kept, isRegistered, onPropose }: KeptActionsProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [doing, setDoing] = useState<'export' | 'drop' | null>(null);
  const drop = useMutation({
    mutationFn: async () => {
      shut(kept.address);
      await dropKey(kept);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: KEPT(kept.owner) }),
  });
  const close = (): void => setDoing(null);
  return (
    <div className="buttons">
      {isRegistered ? null : (
        <Button type="primary" onClick={onPropose}>
          {t('keys.propose')}
        </Button>
      )}
      <Button onClick={() => setDoing('export')}>{t('keys.export')}</Button>
      <Button danger onClick={() => setDoing('drop')}>
        {t('keys.drop')}
      </Button>
      {doing === 'export' ? <ExportDialog kept={kept} onClose={close} /> : null}
      {doing === 'drop' ? (
        <Modal
          open
          title={t('keys.dropTitle')}
          okText={t('keys.drop')}
          cancelText={t('act.cancel')}
          okButtonProps={{ danger: true, loading: drop.isPending }}
          onOk={() => drop.mutate()}
          onCancel={close}
        >
          <p>{t('keys.dropMeans')}</p>
          <ToldRefusal error={drop.error} />
        </Modal>
      ) : null}
    </div>
  );
}
