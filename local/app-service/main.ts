import { serve } from '../service-process'
import { startAppService } from './app-service'

serve(startAppService)
