import { spawn } from 'node:child_process'

/** What a program said. */
export interface Ran {
  readonly code: number
  /** What it wrote to stdout. */
  readonly out: string
  /** What it wrote to stdout and stderr, in the order it came. */
  readonly all: string
}

/** Where and with what a program runs. */
export interface RunOptions {
  readonly cwd?: string
  /** Shows the output while it comes; otherwise it is only collected. */
  readonly show?: boolean
}

/**
 * Runs a program to its end. It does not fail when the program does: look at `code`.
 *
 *     const { code, out } = await runCommand('npm', ['pack', '--json'], { cwd: 'packages/vivace' })
 */
export function runCommand(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let all = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      all += text
      if (options.show === true) process.stdout.write(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all += text
      if (options.show === true) process.stderr.write(text)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, out, all }))
  })
}
