import { serve } from '../service-process'
import { startAutomation } from './automation'

serve(startAutomation)
