import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Signer } from '../../signing/signers';
import { walletsHere } from '../../signing/wallets';
import { ConnectWallet } from './ConnectWallet';
import { ImportKey } from './ImportKey';
import { MakeKey } from './MakeKey';

/** What a way to a key gives: something that signs, and its address. */
export interface WayProps {
  readonly onMade: (signer: Signer, address: string) => void;
}

const WAYS = ['make', 'wallet', 'import'] as const;

/** The ways to a signing key: made in this browser, in a wallet, or out of a file. */
export function NewKey({ onMade }: WayProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof WAYS)[number]>('make');
  const wallets = useQuery({ queryKey: ['wallets'], queryFn: walletsHere, staleTime: 0 });
  return (
    <div className="stack newkey">
      <Segmented
        aria-label={t('keys.how')}
        value={way}
        onChange={setWay}
        options={WAYS.map((value) => ({ value, label: t(`keys.way.${value}`) }))}
      />
      <p className="hint">{t(`keys.wayMeans.${way}`)}</p>
      {way === 'make' ? <MakeKey onMade={onMade} /> : null}
      {way === 'wallet' ? <ConnectWallet wallets={wallets.data ?? []} onMade={onMade} /> : null}
      {way === 'import' ? <ImportKey onMade={onMade} /> : null}
    </div>
  );
}
