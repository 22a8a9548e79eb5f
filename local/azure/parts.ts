import type { IncomingMessage } from 'node:http'
import { type Access, AccessDenied } from './access'
import type { TypeContext } from './arm/resource-type'
import { callerOf } from './callers'
import type { Refusals } from './refusals'
import { TokenRefused, type Tokens } from './tokens'
import type { Transcript } from './transcript'

/** What all services of the simulator share. */
export interface Parts extends TypeContext {
  readonly tokens: Tokens
  readonly access: Access
  readonly refusals: Refusals
  readonly transcript: Transcript
}

export type Denial = AccessDenied | TokenRefused

export function isDenial(error: unknown): error is Denial {
  return error instanceof AccessDenied || error instanceof TokenRefused
}

/** Host name that a request is for, in lower case and without the port of HTTPS. */
export function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? '').toLowerCase().replace(/:443$/, '')
}

/** Keeps a gate's no, with what would have let the request in; anything else is left alone. */
export function recordRefusal(error: unknown, request: IncomingMessage, { refusals }: Pick<Parts, 'refusals'>): void {
  if (!isDenial(error)) return
  const { method = 'GET', url = '/' } = request
  const denied = error instanceof AccessDenied
  refusals.add({
    kind: denied ? error.kind : 'token',
    caller: callerOf(request).name,
    host: hostOf(request),
    method,
    path: url.split('?')[0] ?? '',
    ...(denied && { resourceId: error.resourceId }),
    ...(denied && error.principalId !== undefined && { principalId: error.principalId }),
    why: error.message,
    remedy: denied ? error.remedy : 'send a token that Entra issued for this service',
  })
}
