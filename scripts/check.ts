import { runCommand } from './run-command.ts'

/** What CI requires, in order: the cheap and the local first. Each is a script of `package.json`. */
const steps = [
  'format',
  'lint',
  'layers',
  'regexes',
  'compile',
  'type-tests',
  'type-errors',
  'type-cost',
  'docs:check',
  'reference',
  'package:check',
  'changelog',
]

await main(process.argv.slice(2))

/** `npm run check` runs every step, `npm run check -- lint layers` those that are named. */
async function main(named: readonly string[]): Promise<void> {
  const unknown = named.find((name) => !steps.includes(name))
  if (unknown !== undefined) return fail(`There is no step "${unknown}". The steps: ${steps.join(', ')}.`)
  for (const name of named.length > 0 ? named : steps) {
    const start = performance.now()
    console.log(`--  ${name}`)
    const { code } = await runCommand('npm', ['run', '--silent', name], { show: true })
    if (code !== 0)
      return fail(`"${name}" failed: what is wrong stands above. To run it alone: npm run ${name}`)
    console.log(`ok  ${name.padEnd(14)} ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s`)
  }
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
