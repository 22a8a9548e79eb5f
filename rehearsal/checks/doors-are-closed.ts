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
  name: 'a caller without an app role is refused',
  limitSeconds: 60,
  async run(context) {
    const { code, stderr } = await slipway(context, 'stranger', 'submit', 'samples/facility-location/small.mps')
    if (code === 0) throw new Error('a caller without an app role has submitted a run')
    const says = lastLines(stderr)
    if (!/role|403|forbidden/i.test(says)) throw new Error(`it was refused, but for another reason: ${says}`)
    return says.split('\n')[0] ?? ''
  },
}
