import { serve } from '../service-process'
import { runAzurite } from './azurite'

serve(runAzurite)
