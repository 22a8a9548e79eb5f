import { generateCommand } from '../generate-command'
import { sizes } from './unit-commitment'

void generateCommand(sizes)
