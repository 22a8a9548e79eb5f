import type { CheckContext } from '../checks/check'

/** App Service starts the app again when its settings have changed; that must end with a healthy app. */
export async function webAppStarts({ live }: CheckContext): Promise<string> {
  await live.restart()
  return `${live.api} is healthy`
}
