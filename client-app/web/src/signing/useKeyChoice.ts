import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../session/session';
import { keysKept } from './keyShelf';
import { idOf, type Signer, type Signing } from './signers';
import { openKey } from './unlocked';
import { walletsHere } from './wallets';

/** What a reader can sign with here, and what he has chosen. */
export interface KeyChoice {
  readonly signers: readonly Signer[];
  readonly signer: Signer;
  readonly choose: (id: string) => void;
  readonly isLoading: boolean;
  /** Whether all is there that a signature needs. */
  readonly isReady: boolean;
  /** Whether the chosen key must be opened first. */
  readonly needsPassphrase: boolean;
  /** Addresses that sign for the reader. */
  readonly addresses: readonly string[];
  readonly how: Omit<Signing, 'data'>;
  readonly type: (passphrase: string) => void;
  readonly stayOpen: (stays: boolean) => void;
}

/** Stands for a signer where there is none: it is never asked. */
const NONE: Signer = { kind: 'wallet', wallet: { id: '', name: '', provider: { request: () => Promise.resolve([]) } } };

/** The keys of this browser by owner. */
export const KEPT = (owner: string): readonly string[] => ['keys-kept', owner];

/** Keys and wallets of the reader; of the keys in this browser those that are in force. */
export function useKeyChoice(): KeyChoice {
  const { me } = useSession();
  const kept = useQuery({ queryKey: KEPT(me.user), queryFn: () => keysKept(me.user), retry: false });
  const wallets = useQuery({ queryKey: ['wallets'], queryFn: walletsHere, retry: false, staleTime: 0 });
  const [chosen, choose] = useState<string | null>(null);
  const [passphrase, type] = useState('');
  const [staysOpen, stayOpen] = useState(false);
  const addresses = me.signingKeys;
  const signers: readonly Signer[] = [
    ...(kept.data ?? []).filter(({ address }) => addresses.includes(address)).map((key): Signer => ({ kind: 'kept', key })),
    ...(addresses.length === 0 ? [] : (wallets.data ?? []).map((wallet): Signer => ({ kind: 'wallet', wallet }))),
  ];
  const signer = signers.find((each) => idOf(each) === chosen) ?? signers[0] ?? NONE;
  const needsPassphrase = signer.kind === 'kept' && openKey(signer.key.address) === null;
  return {
    signers,
    signer,
    choose,
    isLoading: kept.isPending || wallets.isPending,
    isReady: signers.length > 0 && (!needsPassphrase || passphrase !== ''),
    needsPassphrase,
    addresses,
    how: { addresses, passphrase, staysOpen },
    type,
    stayOpen,
  };
}
