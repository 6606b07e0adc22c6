import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { freshId, tell } from '../../api/client';
import { readAgain } from '../../api/readAgain';
import { useSession } from '../../session/session';
import { pinPlace, placeOf } from '../../signing/place';
import { registrationOf, type Registration } from '../../signing/registering';
import { signWith, type Signer } from '../../signing/signers';
import { slipText } from '../../signing/slip';
import { useKeyChoice, type KeyChoice } from '../../signing/useKeyChoice';

/** Who vouches for a new key: the regulator for a first one, a key of the reader's, or a colleague's by a slip. */
export type Voucher = 'regulator' | 'own' | 'colleague';

/** The proposal of a key, as far as it is. */
export interface Proposal {
  /** Null while it is being read. */
  readonly voucher: Voucher | null;
  /** What vouches, where it is a key of the reader's. */
  readonly choice: KeyChoice;
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** The slip for a colleague, once it is made. */
  readonly slip: string | null;
  readonly go: () => void;
}

/** Proposes a key: it signs its own registration, and what vouches for it signs the same. */
export function useProposal(signer: Signer, address: string, passphrase: string, onDone: () => void): Proposal {
  const { me } = useSession();
  const client = useQueryClient();
  const choice = useKeyChoice();
  const owner = { company: me.company.id, person: me.person, address };
  const asked = useQuery({ queryKey: ['registration', address], queryFn: () => registrationOf(owner), retry: false, staleTime: 0 });
  const voucher = voucherOf(asked.data, me.signingKeys);
  const possession = ({ data }: Registration): Promise<string> =>
    signWith(signer, { data, addresses: [address], passphrase, staysOpen: false });
  const propose = useMutation<void, Error, Registration>({
    mutationFn: async (registration) => {
      const own = await possession(registration);
      const word = voucher === 'regulator' ? null : await signWith(choice.signer, { ...choice.how, data: registration.data });
      await tell('/transactions/company/proposeKey', {}, { ...owner, possession: own, voucher: word }, { requestId: freshId('WEB') });
      pinPlace(address, placeOf(registration.data));
      await readAgain(client);
    },
    onSuccess: onDone,
  });
  const slip = useMutation<string, Error, Registration>({
    mutationFn: async (registration) => slipText({ ...owner, possession: await possession(registration) }),
  });
  const isReady = voucher !== null && (voucher !== 'own' || choice.isReady);
  return {
    voucher,
    choice,
    isReady,
    isPending: propose.isPending || slip.isPending,
    error: asked.error ?? propose.error ?? slip.error,
    slip: slip.data ?? null,
    go: () => {
      if (asked.data === undefined || !isReady) return;
      if (voucher === 'colleague') slip.mutate(asked.data);
      else propose.mutate(asked.data);
    },
  };
}

function voucherOf(registration: Registration | undefined, ownKeys: readonly string[]): Voucher | null {
  if (registration === undefined) return null;
  if (registration.inForce.length === 0) return 'regulator';
  return ownKeys.length > 0 ? 'own' : 'colleague';
}
