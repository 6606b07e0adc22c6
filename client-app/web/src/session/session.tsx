import { useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { ask } from '../api/ask';
import type { Me, ProgramOfMe, Role } from '../api/answers';
import type { Problem } from '../api/problem';
import { Failed, Loading } from '../parts/States';
import { chosenUser } from './identity';
import { SignIn } from './SignIn';

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
}

const Context = createContext<Session | null>(null);
const PROGRAM_KEY = 'tierline.program';
const ROLES: readonly Role[] = ['core', 'supplier', 'bank', 'regulator', 'operator'];

/** Who works here. Only below {@link SessionGate}. */
export function useSession(): Session {
  const session = use(Context);
  if (session === null) throw new Error('no session above');
  return session;
}

/** Shows its children to who is signed in, and the way to sign in to everybody else: the page's address stays. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const user = chosenUser();
  const [programId, setProgramId] = useState(() => localStorage.getItem(PROGRAM_KEY));
  const {
    data: me,
    error,
    refetch,
  } = useQuery<Me, Problem>({ queryKey: ['/me', user], queryFn: ({ signal }) => ask<Me>('/me', {}, signal) });
  const session = useMemo(() => (me === undefined ? null : sessionOf(me, programId, chosen(setProgramId))), [me, programId]);
  if (user === null || error?.isSignedOut === true) return <SignIn />;
  if (session !== null) return <Context value={session}>{children}</Context>;
  return error === null ? <Loading rows={6} /> : <Failed problem={error} again={() => void refetch()} />;
}

const chosen = (set: (id: string) => void) => (id: string) => {
  localStorage.setItem(PROGRAM_KEY, id);
  set(id);
};

const NO_PROGRAM: ProgramOfMe = {
  id: '',
  name: '',
  mode: 'REAL',
  currency: 'CNY',
  businessDate: '1970-01-01',
  businessTime: '1970-01-01T00:00:00Z',
  utcOffsetMinutes: 0,
  hostMsp: '',
  core: '',
  settlementBankMsp: '',
  maxTier: 0,
  minimumTokenMinor: '0',
  payoutDays: 0,
  dayCount: '',
  recourse: false,
};

function sessionOf(me: Me, programId: string | null, chooseProgram: (id: string) => void): Session {
  const program = me.programs.find(({ id }) => id === programId) ?? me.programs[0] ?? NO_PROGRAM;
  const role = ROLES.find((each) => me.company.roles.includes(each)) ?? 'supplier';
  return { me, program, role, isMaker: me.duties.includes('maker'), isChecker: me.duties.includes('checker'), chooseProgram };
}
