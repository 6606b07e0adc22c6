import { Fault } from '@tierline/chaincode/api';

/** What the operating system says when a disk does not take what is written, and what mends it. LevelDB hands on the words alone. */
const TROUBLES = [
  { code: 'ENOSPC', words: 'No space left on device', mend: 'make room on the disk, then start again' },
  { code: 'EDQUOT', words: 'Disk quota exceeded', mend: 'make room within the quota, then start again' },
  { code: 'EROFS', words: 'Read-only file system', mend: 'mount the disk for writing, then start again' },
  { code: 'EACCES', words: 'Permission denied', mend: 'give this user the right to write there, then start again' },
  { code: 'EMFILE', words: 'Too many open files', mend: 'raise the limit of open files, then start again' },
  { code: 'EIO', words: 'Input/output error', mend: 'look at the disk, then start again' },
] as const;

/**
 * The refusal because the disk beneath a store fails, which is not the store's own damage: UNAVAILABLE with `file` (the
 * directory), `reason` (the system's code) and `mend`; null for any other error.
 */
export function diskFault(error: unknown, directory: string): Fault | null {
  if (error instanceof Fault || !(error instanceof Error)) return null;
  const { code, message, cause } = error as NodeJS.ErrnoException;
  const trouble = TROUBLES.find((each) => each.code === code || (message.startsWith('IO error: ') && message.endsWith(each.words)));
  if (trouble === undefined) return diskFault(cause, directory);
  return new Fault('UNAVAILABLE', { file: directory, reason: trouble.code, mend: trouble.mend });
}
