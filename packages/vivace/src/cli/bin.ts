#!/usr/bin/env node
import { runCli } from './run-cli.ts'

// A look at an app may leave timers and connections of its modules behind; a server is left running.
const isServing = ['dev', 'start', '~dev-child'].includes(process.argv[2] ?? '')
const code = await runCli(process.argv.slice(2))
if (isServing && code === 0) process.exitCode = code
else process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
