import { serve } from '../service-process'
import { startApplicationInsights } from './application-insights'

serve(startApplicationInsights)
