import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { isDifference, patternWithout } from './differences.ts'
import type { Runtime } from './runtimes.ts'

/** How a suite runs on a runtime. */
export interface SuiteRun {
  readonly runtime: Runtime
  /** The program of the runtime. */
  readonly program: string
  /** Test files and folders. */
  readonly paths: readonly string[]
  /** Shows what vitest says while it runs. */
  readonly show?: boolean
}

/** How it ended. */
export interface SuiteEnd {
  readonly code: number
  readonly said: string
  /** Tests that did not run, and that are no known difference of the runtime. */
  readonly unexplained: readonly string[]
}

/** Runs tests by vitest on another runtime, without those that the runtime is known to answer otherwise. */
export function runSuite({ runtime, program, paths, show = false }: SuiteRun): Promise<SuiteEnd> {
  const pattern = patternWithout(runtime.name)
  const args = [
    ...[...runtime.args, resolve('node_modules/vitest/vitest.mjs'), 'run', ...paths],
    ...[`--pool=${runtime.pool}`, '--testTimeout=60000', '--hookTimeout=60000'],
    ...(pattern === '' ? [] : ['--testNamePattern', pattern]),
  ]
  return new Promise((done, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Whether what is left out may be is judged here, and not by the reporter, which knows no runtimes.
      env: { ...process.env, CI: '', VIVACE_RUNTIME: runtime.name, NO_COLOR: '1' },
    })
    let said = ''
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (show) process.stdout.write(text)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => done({ code: code ?? 1, said, unexplained: unexplained(runtime, said) }))
  })
}

/** The reporter writes `skipped: file > suite > test: reason` for each. */
function unexplained(runtime: Runtime, said: string): string[] {
  const skipped = [...said.matchAll(/^skipped: \S+ > (.*): [^:]*$/gm)].map(([, name = '']) => name)
  return skipped.filter((name) => !isDifference(runtime.name, name.replaceAll(' > ', ' ')))
}
