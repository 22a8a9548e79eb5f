import { appRoles } from '../../apps/api/contract'
import { azureClient } from '../azure-client'
import { clientIdOfApi, grantRole } from './caller-role'
import type { Check, CheckContext } from './check'
import { lastLines, slipway } from './cli'

const path = '/v1/runs'

/** @throws Error where the API let the request in */
async function refused({ live, azure }: CheckContext, expected: number, headers: Record<string, string>) {
  const { status, headers: answered } = await azure.send('GET', `${live.api}${path}`, headers)
  if (status !== expected) throw new Error(`GET ${path} answered ${status}, which must be ${expected}`)
  return `GET ${path} answered ${status}${answered['www-authenticate'] ? ', and says where a token comes from' : ''}`
}

export const noTokenIsRefused: Check = {
  name: 'without a token nobody is let in',
  limitSeconds: 60,
  run: (context) => refused(context, 401, {}),
}

export const wrongAudienceIsRefused: Check = {
  name: 'a token for something else is refused',
  limitSeconds: 60,
  async run(context) {
    const token = await context.azure.token('https://management.azure.com')
    return refused(context, 401, { authorization: `Bearer ${token}` })
  },
}

export const missingRoleIsRefused: Check = {
  name: 'a caller without any app role gets no token for the API',
  limitSeconds: 60,
  async run({ rehearsal }) {
    const { platform } = rehearsal
    const resource = `api://${await clientIdOfApi(rehearsal)}`
    const says = await azureClient(platform, 'caller', platform.callers.stranger)
      .token(resource)
      .then(
        () => undefined,
        (error: Error) => error.message,
      )
    if (says === undefined) throw new Error(`Entra gave a token for ${resource} to a caller without an app role`)
    // https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    if (!says.includes('AADSTS501051')) throw new Error(`it was refused, but for another reason: ${says}`)
    return says.split(' Trace ID')[0] ?? says
  },
}

export const otherRoleIsRefused: Check = {
  name: 'a caller whose app role does not allow it submits nothing',
  limitSeconds: 60,
  async run(context) {
    const { rehearsal, azure } = context
    await grantRole(rehearsal, azure, rehearsal.platform.callers.stranger, 'readAll')
    const { code, stderr } = await slipway(context, 'stranger', 'submit', 'samples/facility-location/small.mps')
    if (code === 0) throw new Error(`a caller with the app role ${appRoles.readAll} alone has submitted a run`)
    const says = lastLines(stderr)
    if (!says.includes(appRoles.submit)) throw new Error(`it was refused, but for another reason: ${says}`)
    return says.split('\n')[0] ?? ''
  },
}
