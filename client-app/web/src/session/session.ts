import { createContext, use } from 'react';
import type { Me, ProgramOfMe, Role } from '../api/answers';

/** Who works here, in which program. */
export interface Session {
  readonly me: Me;
  readonly program: ProgramOfMe;
  /** What his company is in the network: decides what he is shown. */
  readonly role: Role;
  readonly isMaker: boolean;
  readonly isChecker: boolean;
  /** Works in another of his programs. */
  readonly chooseProgram: (id: string) => void;
  /** Milliseconds since 1970 by the program's clock. */
  readonly businessNow: () => number;
}

/** Where the session is found by everything below the gate. */
export const SessionContext = createContext<Session | null>(null);

/** Who works here. Only below the gate. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('no session above');
  return session;
}

/** The currency of the program in which somebody works; null where nobody does. */
export function useCurrency(): string | null {
  return use(SessionContext)?.program.currency ?? null;
}
