/**
 * A read that is begun before its turn, so that it goes to the peer in one message with others. It is awaited where its value is
 * needed, and fails there; a failure that nobody comes to is nobody's.
 */
export function foreseen<T>(read: Promise<T>): Promise<T> {
  read.catch(() => undefined);
  return read;
}
