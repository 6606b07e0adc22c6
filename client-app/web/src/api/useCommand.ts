import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSession } from '../session/session';
import { freshId, tell, type BodyOf, type TellPath, type Told } from './client';
import type { Problem } from './problem';
import { readAgain } from './readAgain';

/**
 * A command that a reader gives. Sent again with the same content, as after a lost connection, it keeps its request id: it applies once.
 */
export function useCommand<P extends TellPath>(path: P): UseMutationResult<Told<P>, Problem, BodyOf<P>> {
  const client = useQueryClient();
  const { program } = useSession();
  const sent = useRef({ content: '', requestId: '' });
  return useMutation<Told<P>, Problem, BodyOf<P>>({
    mutationFn: (body) => {
      const content = JSON.stringify([program.id, body]);
      if (sent.current.content !== content) sent.current = { content, requestId: freshId('WEB') };
      return tell(path, path.includes('{program}') ? { program: program.id } : {}, body, { requestId: sent.current.requestId });
    },
    onSuccess: async () => {
      sent.current = { content: '', requestId: '' };
      await readAgain(client);
    },
  });
}
