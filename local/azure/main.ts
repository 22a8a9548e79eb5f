import { serve } from '../service-process'
import { startAzure } from './azure'

serve(startAzure)
