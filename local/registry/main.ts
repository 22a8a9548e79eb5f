import { serve } from '../service-process'
import { startRegistry } from './registry'

serve(startRegistry)
