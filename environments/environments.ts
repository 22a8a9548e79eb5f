import { dev } from './dev'
import type { Environment, EnvironmentName } from './environment'
import { hardened } from './hardened'
import { prod } from './prod'
import { rehearsal } from './rehearsal'

export const environments: Readonly<Record<EnvironmentName, Environment>> = { dev, prod, hardened, rehearsal }
