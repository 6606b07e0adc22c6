import type { Request } from 'express';

/** `scheme://host` under which the caller reached this server: for addresses that he is to open or to send on. */
export function originOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
