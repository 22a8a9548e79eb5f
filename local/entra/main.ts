import { serve } from '../service-process'
import { startEntra } from './entra'

serve(startEntra)
