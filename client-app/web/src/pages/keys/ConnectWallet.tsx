import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../parts/States';
import { ToldRefusal } from '../../signing/ToldRefusal';
import { accountsOf, type Wallet } from '../../signing/wallets';
import type { WayProps } from './NewKey';

/** Connects a wallet of this browser: its first account becomes the key. */
export function ConnectWallet({ wallets, onMade }: WayProps & { readonly wallets: readonly Wallet[] }) {
  const { t } = useTranslation();
  const connect = useMutation<string, Error, Wallet>({
    mutationFn: async (wallet) => {
      const [account = ''] = await accountsOf(wallet);
      const { checkedAddress } = await import('../../signing/curve');
      return checkedAddress(account);
    },
    onSuccess: (address, wallet) => onMade({ kind: 'wallet', wallet }, address),
  });
  if (wallets.length === 0) return <Nothing>{t('keys.noWallet')}</Nothing>;
  return (
    <div className="buttons">
      {wallets.map((wallet) => (
        <Button key={wallet.id} loading={connect.isPending} onClick={() => connect.mutate(wallet)}>
          {wallet.name === '' ? t('keys.connectInjected') : t('keys.connect', { name: wallet.name })}
        </Button>
      ))}
      <ToldRefusal error={connect.error} />
    </div>
  );
}
