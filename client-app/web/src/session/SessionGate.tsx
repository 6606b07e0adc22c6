import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { Me, ProgramOfMe, Role } from '../api/answers';
import { Failed, Loading } from '../parts/States';
import { OtherPerson } from './OtherPerson';
import { SessionContext, type Session } from './session';
import { SignIn } from './SignIn';
import { WHO_ASKS } from './whoAsks';

const PROGRAM_KEY = 'tierline.program';
const ROLES: readonly Role[] = ['core', 'supplier', 'bank', 'regulator', 'operator'];

/** Shows its children to who is signed in, and the way to sign in to everybody else: the page's address stays. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const [programId, setProgramId] = useState(() => localStorage.getItem(PROGRAM_KEY));
  const query = useQuery(WHO_ASKS);
  const { data: me, error, refetch, dataUpdatedAt } = query;
  const session = useMemo(
    () => (me === undefined ? null : sessionOf(me, programId, chosen(setProgramId), dataUpdatedAt)),
    [me, programId, dataUpdatedAt],
  );
  const [owner, setOwner] = useState<string | null>(null);
  if (me !== undefined && owner === null) setOwner(me.user);
  if (error?.isSignedOut === true) return <SignIn />;
  if (me !== undefined && owner !== null && owner !== me.user) return <OtherPerson before={owner} now={me.user} />;
  if (session !== null) return <SessionContext value={session}>{children}</SessionContext>;
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
  termDays: 0,
  minimumTokenMinor: '0',
  payoutDays: 0,
  dayCount: 'ACT/360',
  recourse: false,
  consent: [],
};

function sessionOf(me: Me, programId: string | null, chooseProgram: (id: string) => void, readMs: number): Session {
  const program = me.programs.find(({ id }) => id === programId) ?? me.programs[0] ?? NO_PROGRAM;
  const role = ROLES.find((each) => me.company.roles.some((role) => role === each)) ?? 'supplier';
  const clockShiftMs = Date.parse(program.businessTime) - readMs;
  return {
    me,
    program,
    role,
    isMaker: me.duties.includes('maker'),
    isChecker: me.duties.includes('checker'),
    chooseProgram,
    businessNow: () => Date.now() + clockShiftMs,
  };
}
