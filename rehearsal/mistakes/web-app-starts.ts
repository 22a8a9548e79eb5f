import type { CheckContext } from '../checks/check'

/** App Service starts the app again when its settings have changed; that must end with a healthy app. */
export async function webAppStarts({ live, signal }: CheckContext): Promise<string> {
  await live.restart(signal)
  return `${live.api} is healthy`
}
