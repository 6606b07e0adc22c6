import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Problem } from '../api/problem';
import { differenceOf, type Difference, type Wanted } from './chosen';
import { placeKnown, placeOf, rememberPlace } from './place';
import { SigningRefusal } from './refusal';
import { notSigned, type Consent, type Open } from './SigningProvider';
import { signWith } from './signers';
import { consentData, type ConsentMessage } from './typedData';
import { useKeyChoice, type KeyChoice } from './useKeyChoice';

/** An act as it is shown, signed and sent. */
export interface Signing {
  /** What is signed; null on a ledger in which nothing can be. */
  readonly message: ConsentMessage | null;
  /** Where it is not what was chosen: then nothing is signed. */
  readonly difference: Difference | null;
  readonly choice: KeyChoice;
  readonly isReady: boolean;
  readonly isSending: boolean;
  /** Why nothing was signed, or what was sent was refused. */
  readonly error: Error | null;
  /** Whether it must be looked at again, because what was signed did not count. */
  readonly isStale: boolean;
  readonly sign: () => void;
  readonly lookAgain: () => void;
  readonly leave: () => void;
}

/** Signs an act with a key of the reader's, and does it. */
export function useSigning(open: Open): Signing {
  const [wanted, setWanted] = useState(open.wanted);
  const choice = useKeyChoice();
  // A signature that could not be sent is sent again: the same request applies once.
  const kept = useRef<Consent | null>(null);
  const message = (wanted.typedData?.message ?? null) as ConsentMessage | null;
  const difference = differenceIn(open, wanted, choice);

  const signed = async (): Promise<Consent> => {
    const { network } = wanted;
    if (message === null || network === null) throw new SigningRefusal('NO_NETWORK');
    const data = consentData(open.act, network, message);
    const signature = await signWith(choice.signer, { ...choice.how, data });
    rememberPlace(choice.addresses, placeOf(data));
    return { network, message: data.message as ConsentMessage, signature };
  };
  const act = useMutation({
    mutationFn: async () => {
      kept.current ??= await signed();
      try {
        return await open.send(kept.current);
      } catch (error) {
        if (!(error instanceof Problem && error.mayRetry)) kept.current = null;
        throw error;
      }
    },
    onSuccess: open.onDone,
  });
  const again = useMutation({ mutationFn: async () => setWanted(await open.askAgain()), onSuccess: act.reset });
  const problem = act.error instanceof Problem ? act.error : null;
  const isReady = message !== null && difference === null && choice.isReady;
  return {
    message,
    difference,
    choice,
    isReady,
    isSending: act.isPending || again.isPending,
    error: act.error ?? again.error,
    isStale: problem?.code === 'CONSENT_REFUSED',
    sign: () => {
      if (isReady) act.mutate();
    },
    lookAgain: again.mutate,
    leave: () => open.onLeft(problem ?? notSigned()),
  };
}

/** What is not as it was chosen. A key signs in one network alone: in that in which it signed first in this browser. */
function differenceIn({ act, chosen, about }: Open, wanted: Wanted, { addresses }: KeyChoice): Difference | null {
  const found = differenceOf(act, wanted, chosen, about);
  if (found !== null || wanted.typedData === null) return found;
  const [known, here] = [placeKnown(addresses), placeOf(wanted.typedData)];
  return known === null || known === here ? null : { field: 'network', chosen: known, wanted: here };
}
