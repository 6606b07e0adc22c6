import { createContext, lazy, Suspense, use, useCallback, useState, type ReactNode } from 'react';
import { Problem } from '../api/problem';
import type { Chosen, Deciding, Wanted } from './chosen';
import type { ConsentAct, ConsentMessage } from './typedData';

const SigningDialog = lazy(() => import('./SigningDialog'));

/** The signed word of a person. */
export interface Consent {
  readonly network: string;
  readonly message: ConsentMessage;
  readonly signature: string;
}

/** An act that is to be signed and then done. */
export interface Act {
  readonly act: ConsentAct;
  readonly chosen: Chosen;
  readonly about: Deciding;
  readonly wanted: Wanted;
  /** Asks again what would be signed: another time, with the same request. @throws Problem */
  readonly askAgain: () => Promise<Wanted>;
  /** Does the act. @throws Problem */
  readonly send: (consent: Consent) => Promise<unknown>;
}

/** An act before its reader, and what becomes of it. */
export interface Open extends Act {
  readonly onDone: (answer: unknown) => void;
  /** It was not signed, or not accepted. */
  readonly onLeft: (problem: Problem) => void;
}

type Sign = (act: Act) => Promise<unknown>;

const SigningContext = createContext<Sign | null>(null);

/** The way in which pages below have something signed. */
export function useSign(): Sign {
  const sign = use(SigningContext);
  if (sign === null) throw new Error('nothing to sign with above');
  return sign;
}

/** Shows what is to be signed to who must sign it. The dialogue, and all that signs, is loaded when it is needed. */
export function SigningProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const sign = useCallback<Sign>(
    (act) =>
      new Promise((resolve, reject) => {
        setOpen({
          ...act,
          onDone: (answer) => {
            setOpen(null);
            resolve(answer);
          },
          onLeft: (problem) => {
            setOpen(null);
            reject(problem);
          },
        });
      }),
    [],
  );
  return (
    <SigningContext value={sign}>
      {children}
      {open === null ? null : (
        <Suspense fallback={null}>
          <SigningDialog open={open} />
        </Suspense>
      )}
    </SigningContext>
  );
}

/** What a page is told when its reader did not sign. */
export const notSigned = (): Problem => new Problem({ code: 'NOT_SIGNED', status: 0, details: {}, detail: '' });
