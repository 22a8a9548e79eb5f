import { serve } from '../service-process'
import { type DatabricksOptions, startDatabricks } from './databricks'

serve(async (options: DatabricksOptions) => {
  const { close, ...databricks } = await startDatabricks(options)
  // Ctrl-C of the platform leaves nothing running; only a killed emulator finds its tasks again.
  return { ...databricks, close: () => close({ killTasks: true }) }
})
