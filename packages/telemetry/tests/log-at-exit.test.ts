import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./dying-program.ts', import.meta.url))
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))

/** Runs a program that logs five lines and then ends in a way of its own. */
function end(how: string): { readonly lines: readonly string[]; readonly code: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [tsx, program, how], { encoding: 'utf8' })
  return { lines: stdout.trimEnd().split('\n'), code: status }
}

describe('what a process has logged when it ends', () => {
  it.each([
    ['returns', 0],
    ['exits', 3],
    ['throws', 1],
    ['rejects', 1],
  ])('is written when it %s', (how, code) => {
    const ended = end(how)
    expect(ended.code).toBe(code)
    expect(ended.lines.map((line): unknown => JSON.parse(line))).toMatchObject(
      [0, 1, 2, 3, 4].map((at) => ({ at })),
    )
  })
})
