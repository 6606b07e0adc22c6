import type { Request } from 'express';

/**
 * `scheme://host` for addresses that somebody is to open or to send on: where browsers reach this server when that was told, whatever
 * name the request came under; else the request's own, which is this machine's.
 */
export function originOf({ app, request }: { readonly app: { readonly publicUrl: string | null }; readonly request: Request }): string {
  return app.publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
