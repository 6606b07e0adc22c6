import { useCallback, useState } from 'react';
import { currentUser } from '../session/identity';

/**
 * What somebody has typed, kept in his tab: it is there again after the connection was lost, the page was read anew, or he had to sign in
 * again. Another person does not find it.
 * @param name the form's
 */
export function useDraft<T extends Readonly<Record<string, string>>>(
  name: string,
  first: T,
): { readonly draft: T; readonly change: (changes: Partial<T>) => void; readonly forget: () => void } {
  const key = `tierline.draft.${currentUser()}.${name}`;
  const [draft, setDraft] = useState<T>(() => ({ ...first, ...kept(key) }));
  const change = useCallback(
    (changes: Partial<T>) =>
      setDraft((before) => {
        const after = { ...before, ...changes };
        sessionStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
    setDraft(first);
  }, [key, first]);
  return { draft, change, forget };
}

function kept(key: string): Readonly<Record<string, string>> {
  const text = sessionStorage.getItem(key);
  return text === null ? {} : (JSON.parse(text) as Readonly<Record<string, string>>);
}
