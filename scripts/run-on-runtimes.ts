import { mkdirSync } from 'node:fs'
import { findRuntime, runtimes, runtimesFolder } from './runtimes/runtimes.ts'
import { runSuite } from './runtimes/run-suite.ts'
import { runCommand } from './run-command.ts'

// The core and the fetch edge on Bun, Deno and other versions of Node.js: npm run runtimes [-- bun deno]
const asked = process.argv.slice(2)
const chosen = asked.length === 0 ? runtimes : runtimes.filter(({ name }) => asked.includes(name))
const folders = [
  ...['schema', 'http', 'exchange', 'routing', 'inputs', 'responses', 'dependencies', 'security'],
  ...['operations', 'channels', 'app', 'documents', 'openapi', 'client', 'fetch', 'testing', 'middleware'],
]
const paths = [
  ...folders.map((folder) => `packages/vivace/src/${folder}/`),
  ...[
    'client/calls',
    'client/connection',
    'client/round-trip',
    'schemas/',
    'edges/fetch-edge',
    'runtimes/served',
    'runtimes/asked',
    'forms/forms',
  ].map(inTests),
  ...['events', 'lifetime', 'lines-and-streams', 'background'].map((name) => inTests(`streaming/${name}`)),
]

await installMissing()
const rows: string[] = []
for (const runtime of chosen) rows.push(await run(runtime))
console.log(`\n${rows.join('\n')}`)

async function installMissing(): Promise<void> {
  const missing = chosen.filter((runtime) => findRuntime(runtime) === undefined)
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name)
  console.log(`Installing ${names.join(', ')} into ${runtimesFolder}`)
  mkdirSync(runtimesFolder, { recursive: true })
  // npm takes away what is there and is not named.
  const wanted = runtimes.filter((runtime) => missing.includes(runtime) || findRuntime(runtime) !== undefined)
  const specs = wanted.map(({ name, spec }) => `${name}@${spec}`)
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--prefix', runtimesFolder]
  const { code, all } = await runCommand('npm', ['install', ...options, ...specs])
  if (code !== 0) throw new Error(`npm could not install ${names.join(', ')}:\n${all}`)
}

async function run(runtime: (typeof runtimes)[number]): Promise<string> {
  console.log(`\n== ${runtime.name}`)
  const program = findRuntime(runtime)
  if (program === undefined) throw new Error(`${runtime.name} is not in ${runtimesFolder}.`)
  const started = Date.now()
  const { code, said, unexplained } = await runSuite({ runtime, program, paths })
  const summary = said.trimEnd().split('\n').at(-1) ?? ''
  const isWell = code === 0 && unexplained.length === 0
  if (!isWell) {
    process.exitCode = 1
    console.log(said)
    for (const name of unexplained) console.log(`left out without a reason in differences.ts: ${name}`)
  }
  return `${runtime.name.padEnd(8)} ${isWell ? 'ok  ' : 'FAIL'} ${summary} (${Math.round((Date.now() - started) / 1000)} s)`
}

function inTests(path: string): string {
  return `packages/vivace/tests/${path}`
}
