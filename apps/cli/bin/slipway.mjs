#!/usr/bin/env node
// Runs the TypeScript sources directly, so that a stale build can never be what a user starts.
import { register } from 'tsx/esm/api'

register()
await import('../src/main.ts')
