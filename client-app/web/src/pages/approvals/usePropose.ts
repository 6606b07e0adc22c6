import { useState } from 'react';
import { freshId, type BodyOf } from '../../api/client';
import { useCommand } from '../../api/useCommand';
import { useDryRun, type DryRun } from '../../api/useDryRun';
import type { Problem } from '../../api/problem';

const PATH = '/transactions/company/propose';

type Order = BodyOf<typeof PATH>;

/** A record as it will be; null while it is not whole. */
export type Content = Readonly<Record<string, unknown>> | null;

/** What a form of a proposal is told. */
export interface ProposalForm {
  readonly onDone: () => void;
}

/** How something is proposed, and what would be refused. */
export interface Proposing {
  readonly dry: DryRun;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** Whether it was tried to be sent: from then on what is wrong is told beside its fields. */
  readonly isTried: boolean;
  /** Sends what is whole. */
  readonly send: () => void;
}

/** Proposes a record of a subject to a second person of the operator. @param onDone what follows */
export function usePropose(subject: Order['subject'], content: Content, onDone: () => void): Proposing {
  const propose = useCommand(PATH);
  const [isTried, setTried] = useState(false);
  const [proposal, setProposal] = useState(() => freshId('PRO'));
  // The document knows of a record only that it is one.
  const body = content === null ? null : { proposal, subject, content: content as Order['content'] };
  const dry = useDryRun(PATH, body);
  const send = (): void => {
    setTried(true);
    if (body === null) return;
    const done = (): void => {
      setProposal(freshId('PRO'));
      onDone();
    };
    propose.mutate(body, { onSuccess: done });
  };
  return { dry, isBusy: propose.isPending, problem: propose.error, isTried, send };
}
