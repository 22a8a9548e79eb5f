import { randomUUID } from 'node:crypto'

interface Refusal {
  readonly status: number
  readonly error: string
  /** The number after AADSTS. */
  readonly code: number
  readonly message: string
}

/** Thrown by the endpoints; answered as Entra's error JSON. */
export class EntraError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
  }
}

const checkCredential =
  ' Check your federated identity credential Subject, Audience and Issuer against the presented assertion.'

/** Codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const refusals = {
  missingParameter: (name: string): Refusal => ({
    status: 400,
    error: 'invalid_request',
    code: 900144,
    message: `The request body must contain the following parameter: '${name}'.`,
  }),
  unsupportedGrant: (grant: string): Refusal => ({
    status: 400,
    error: 'unsupported_grant_type',
    code: 70003,
    message: `The app requested an unsupported grant type '${grant}'.`,
  }),
  unknownTenant: (tenant: string): Refusal => ({
    status: 400,
    error: 'invalid_request',
    code: 90002,
    message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  }),
  unknownClient: (clientId: string, tenant: string): Refusal => ({
    status: 400,
    error: 'unauthorized_client',
    code: 700016,
    message: `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
  }),
  missingSecret: (): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 7000218,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  }),
  wrongSecret: (clientId: string): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 7000215,
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  }),
  malformedAssertion: (): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 50027,
    message: 'JWT token is invalid or malformed.',
  }),
  untrustedIssuer: (issuer: string): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700211,
    message: `No matching federated identity record found for presented assertion issuer '${issuer}'.${checkCredential}`,
  }),
  untrustedAudience: (audience: string): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700212,
    message: `No matching federated identity record found for presented assertion audience '${audience}'.${checkCredential}`,
  }),
  untrustedSubject: (subject: string): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700213,
    message: `No matching federated identity record found for presented assertion subject '${subject}'.${checkCredential}`,
  }),
  assertionOutOfTime: (): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700024,
    message: 'Client assertion is not within its valid time range.',
  }),
  forgedAssertion: (): Refusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700027,
    message: 'Client assertion failed signature validation.',
  }),
  unreachableIssuer: (): Refusal => ({
    status: 400,
    error: 'invalid_request',
    code: 50166,
    message: 'Request to External OIDC endpoint failed.',
  }),
  invalidScope: (scope: string): Refusal => ({
    status: 400,
    error: 'invalid_scope',
    code: 1002012,
    message: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  }),
  unknownResource: (resource: string, tenant: string): Refusal => ({
    status: 400,
    error: 'invalid_resource',
    code: 500011,
    message: `The resource principal named ${resource} was not found in the tenant named ${tenant}.`,
  }),
  appNotAssigned: (clientId: string, resource: string): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 501051,
    message: `Application '${clientId}' is not assigned to a role for the application '${resource}'.`,
  }),
  userNotAssigned: (user: string, resource: string): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 50105,
    message: `The signed in user '${user}' is not assigned to a role for the application '${resource}'.`,
  }),
  unknownUser: (user: string, tenant: string): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 50034,
    message: `The user account '${user}' does not exist in the ${tenant} directory.`,
  }),
  unknownRedirectUri: (uri: string, clientId: string): Refusal => ({
    status: 400,
    error: 'invalid_request',
    code: 50011,
    message: `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  }),
  unsupportedValue: (value: string, parameter: string): Refusal => ({
    status: 400,
    error: 'invalid_request',
    code: 70007,
    message: `'${value}' is not a supported value of '${parameter}' when requesting a token.`,
  }),
  idTokensDisabled: (): Refusal => ({
    status: 400,
    error: 'unsupported_response_type',
    code: 700054,
    message: "response_type 'id_token' is not enabled for the application.",
  }),
  signInCancelled: (): Refusal => ({
    status: 400,
    error: 'access_denied',
    code: 65004,
    message: 'User declined to consent to access the app.',
  }),
  malformedCode: (): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 9002313,
    message: 'Invalid request. Request is malformed or invalid.',
  }),
  redeemedCode: (): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 54005,
    message: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.',
  }),
  expiredCode: (): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 70008,
    message: 'The provided authorization code has expired. Send a new interactive sign-in request.',
  }),
  otherReplyAddress: (given: string, asked: string): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 500112,
    message: `The reply address '${given}' does not match the reply address '${asked}' provided when requesting Authorization code.`,
  }),
  wrongVerifier: (): Refusal => ({
    status: 400,
    error: 'invalid_grant',
    code: 501481,
    message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  }),
  authorizationPending: (): Refusal => ({
    status: 400,
    error: 'authorization_pending',
    code: 70016,
    message: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  }),
  slowDown: (intervalSeconds: number): Refusal => ({
    status: 400,
    error: 'slow_down',
    code: 70016,
    message: `OAuth 2.0 device flow error. Poll at most every ${intervalSeconds} seconds.`,
  }),
  unknownDeviceCode: (): Refusal => ({
    status: 400,
    error: 'bad_verification_code',
    code: 70019,
    message: 'The device code is not known, was used already, or belongs to another client.',
  }),
  expiredDeviceCode: (): Refusal => ({
    status: 400,
    error: 'expired_token',
    code: 70020,
    message: 'The provided device code has expired. Start the sign-in again.',
  }),
  declined: (): Refusal => ({
    status: 400,
    error: 'authorization_declined',
    code: 70018,
    message: 'The user declined the sign-in.',
  }),
  outage: (): Refusal => ({
    status: 503,
    error: 'temporarily_unavailable',
    code: 90033,
    message: 'A transient error has occurred. Please try again.',
  }),
} as const

/** @param correlationId what the caller sent as `client-request-id`. */
export function errorBody(
  { error, code, message }: Refusal,
  authority: string,
  correlationId = randomUUID() as string,
) {
  const traceId = randomUUID()
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
  return {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${authority}/error?code=${code}`,
  }
}
