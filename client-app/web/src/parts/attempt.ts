import { useState } from 'react';

/** Sends what is typed, and begins anew once that is done. */
type Mutate<B> = (body: B, options: { readonly onSuccess: () => void }) => void;

/** A form that is sent: what is wrong is told beside its fields from the first attempt on. @param forget forgets what was typed */
export function useAttempt(forget: () => void): {
  readonly isTried: boolean;
  /** @param body null while something is wrong with it */
  readonly send: <B>(body: B | null, mutate: Mutate<B>) => void;
} {
  const [isTried, setTried] = useState(false);
  const over = (): void => {
    forget();
    setTried(false);
  };
  return {
    isTried,
    send: (body, mutate) => {
      setTried(true);
      if (body !== null) mutate(body, { onSuccess: over });
    },
  };
}
