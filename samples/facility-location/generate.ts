import { generateCommand } from '../generate-command'
import { sizes } from './facility-location'

void generateCommand(sizes)
