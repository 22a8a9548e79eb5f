#!/usr/bin/env node
// Runs the TypeScript sources directly, so that a stale build can never be what a user starts.
import { createRequire } from 'node:module'
import { register } from 'tsx/cjs/api'

register()
createRequire(import.meta.url)('../src/main.ts')
