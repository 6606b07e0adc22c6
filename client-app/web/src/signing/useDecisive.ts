import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { freshId, tell, type BodyOf, type TellPath, type Told } from '../api/client';
import type { Problem } from '../api/problem';
import { readAgain } from '../api/readAgain';
import { useSession } from '../session/session';
import type { Chosen, Wanted } from './chosen';
import { maySign, signsFreely } from './preference';
import { useSign } from './SigningProvider';
import type { ConsentAct } from './typedData';

/** A decisive act: what it is, and what of it the reader has chosen. */
export interface Decision<P extends TellPath> {
  readonly path: P;
  readonly act: ConsentAct;
  readonly body: BodyOf<P>;
  readonly chosen: Chosen;
  /** The same id with the same content applies once. */
  readonly requestId: string;
}

interface Asked {
  readonly ok?: boolean;
  readonly consent?: Wanted;
}

/** Does a decisive act: signed by the reader where the program asks for it, or where he wants it. */
export function useDecide(): <P extends TellPath>(decision: Decision<P>) => Promise<Told<P>> {
  const { me, program } = useSession();
  const sign = useSign();
  return useCallback(
    async <P extends TellPath>({ path, act, body, chosen, requestId }: Decision<P>): Promise<Told<P>> => {
      const parts: Record<string, string> = path.includes('{program}') ? { program: program.id } : {};
      const asked = async (): Promise<Asked> => (await tell(path, parts, body, { requestId, isDry: true })) as Asked;
      const first: Asked = maySign({ me, program }, act) ? await asked() : {};
      const { consent: wanted } = first;
      // What would be refused anyway is sent as it is: the refusal is the answer.
      const isSigned = wanted?.required === true || (signsFreely({ me }) && wanted !== undefined && wanted.typedData !== null);
      if (wanted === undefined || first.ok !== true || !isSigned) return tell(path, parts, body, { requestId });
      return (await sign({
        act,
        chosen,
        wanted,
        about: {
          program: program.id,
          currency: program.currency,
          company: me.company.id,
          person: `${me.company.id}/${me.person}`,
          requestId,
        },
        askAgain: async () => (await asked()).consent ?? wanted,
        send: (consent) => tell(path, parts, { ...(body as object), consent } as unknown as BodyOf<P>, { requestId }),
      })) as Told<P>;
    },
    [me, program, sign],
  );
}

/**
 * A decisive act as a command: see {@link useDecide}. Sent again with the same content it keeps its request id: it applies once.
 * @param chosen what of it the reader has chosen on the screen
 */
export function useDecisive<P extends TellPath>(
  path: P,
  act: ConsentAct,
  chosen: (body: BodyOf<P>) => Chosen | Promise<Chosen>,
): UseMutationResult<Told<P>, Problem, BodyOf<P>> {
  const client = useQueryClient();
  const { program } = useSession();
  const decide = useDecide();
  const sent = useRef({ content: '', requestId: '' });
  return useMutation<Told<P>, Problem, BodyOf<P>>({
    mutationFn: async (body) => {
      const content = JSON.stringify([program.id, body]);
      if (sent.current.content !== content) sent.current = { content, requestId: freshId('WEB') };
      return decide({ path, act, body, chosen: await chosen(body), requestId: sent.current.requestId });
    },
    onSuccess: async () => {
      sent.current = { content: '', requestId: '' };
      await readAgain(client);
    },
  });
}
