import { serve } from '../service-process'
import { startTeams } from './teams'

serve(startTeams)
