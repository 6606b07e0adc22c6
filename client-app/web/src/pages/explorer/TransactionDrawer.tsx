import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/useAsk';
import { Facts } from '../../parts/Card';
import { Failed, Loading } from '../../parts/States';
import { Moment } from '../../parts/texts';

const WIDTH = 520;

/** One transaction as everybody in the channel sees it. */
export function TransactionDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk('/transactions/{id}', {}, { parts: { id } });
  return (
    <Drawer open onClose={onClose} title={t('explorer.one')} size={WIDTH}>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failed problem={error} again={() => void refetch()} />
        )
      ) : (
        <Facts
          facts={[
            [
              t('explorer.id'),
              <span key="id" className="mono wraps">
                {data.id}
              </span>,
            ],
            [t('explorer.transaction'), `${t(`transaction.${data.name.replace(':', '.')}`, { defaultValue: data.name })} (${data.name})`],
            [t('explorer.block'), data.block],
            [t('column.at'), <Moment key="at" instant={data.timestamp} />],
            [t('explorer.validity'), `${t(`validity.${data.code}`)} (${data.code})`],
            [t('explorer.creator'), data.creator],
            [t('explorer.endorsers'), data.endorsers.join(', ')],
            [t('explorer.program'), data.program ?? '\u2013'],
            [t('explorer.count'), data.count ?? '\u2013'],
            [
              t('explorer.factsRoot'),
              <span key="root" className="mono wraps">
                {data.factsRoot ?? '\u2013'}
              </span>,
            ],
          ]}
        />
      )}
      <p className="hint">{t('explorer.private')}</p>
    </Drawer>
  );
}
