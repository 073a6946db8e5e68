import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { autocannonCommand, readAutocannon } from './autocannon.ts'
import type { LoadOrder, LoadResult } from './load-order.ts'
import { packageVersion } from './package-version.ts'
import { pinned } from './pinning.ts'
import { environment, programVersion } from './runtimes.ts'
import { readWrk, wrkCommand, wrkScript } from './wrk.ts'

/** The programs that make the load. */
export const loadNames = ['wrk', 'autocannon'] as const

/** `'wrk'` or `'autocannon'`. */
export type LoadName = (typeof loadNames)[number]

/** wrk where it is installed, because it takes less of the machine; else autocannon, which npm brings. */
export function chooseLoad(): LoadName {
  return programVersion('wrk', '-v') === undefined ? 'autocannon' : 'wrk'
}

/** What is written into the results: `wrk 4.1.0`, `autocannon 9.0.0`. */
export function loadVersion(name: LoadName): string {
  if (name === 'autocannon') return `autocannon ${packageVersion('autocannon') ?? ''}`
  return /wrk [^ ]+/.exec(programVersion('wrk', '-v') ?? '')?.[0] ?? 'wrk'
}

/** Sends requests for a while, from one core. Rejects when the program fails. */
export async function runLoad(
  name: LoadName,
  order: LoadOrder,
  core: number | undefined,
): Promise<LoadResult> {
  if (name === 'autocannon') return readAutocannon(await run(autocannonCommand(order), core))
  const folder = mkdtempSync(join(tmpdir(), 'vivace-bench-'))
  try {
    const script = join(folder, 'load.lua')
    writeFileSync(script, wrkScript(order))
    return readWrk(await run(wrkCommand(order, script), core))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function run(command: readonly string[], core: number | undefined): Promise<string> {
  const [program = '', ...args] = pinned(command, core)
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  )
  const [output, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`${program} failed: ${complaint.trim() || output.trim()}`)
  return output
}
