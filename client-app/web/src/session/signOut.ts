import { written } from '../api/client';
import { offline, problemIn, SIGNED_OUT } from '../api/problem';
import { shutAll } from '../signing/unlocked';
import { identityHeaders } from './identity';

/** Signs out; at the issuer as well, where it has a page for it. Keys that were open are shut. @throws Problem when it is not done */
export async function signOut(): Promise<void> {
  shutAll();
  const { response, data } = await written(async () => {
    const answer = await fetch('/signout', { method: 'POST', headers: identityHeaders() }).catch(() => {
      throw offline();
    });
    const told: unknown = await answer.json().catch(() => ({}));
    return { response: answer, data: told, error: told };
  });
  // Whose session has ended by itself is out as well.
  if (!response.ok && response.status !== SIGNED_OUT) throw problemIn(response.status, data);
  location.assign((data as { readonly issuer?: string | null }).issuer ?? '/');
}
