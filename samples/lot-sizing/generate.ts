import { generateCommand } from '../generate-command'
import { sizes } from './lot-sizing'

void generateCommand(sizes)
