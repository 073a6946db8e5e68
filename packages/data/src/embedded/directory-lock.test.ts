import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDirectory } from './directory-lock.ts'
import { lifeOf, ownIdentity, type ProcessIdentity } from './process-identity.ts'

let directory: string
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'vivace-lock-')), 'data')
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true }))

/** The files that another process has left or holds. */
function leave(identity: ProcessIdentity, isHeld = true): void {
  mkdirSync(`${directory}.lock`, { recursive: true })
  const file = join(`${directory}.lock`, `${identity.pid}-00ff`)
  writeFileSync(file, JSON.stringify(identity))
  if (isHeld) writeFileSync(`${file}.held`, '')
}
const files = (): string[] => readdirSync(`${directory}.lock`)

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('lockDirectory()', () => {
  it('gives a directory to one at a time', async () => {
    const release = await lockDirectory(directory)
    await expect(lockDirectory(directory)).rejects.toThrow('is open already in this process')
    release()
    const again = await lockDirectory(directory)
    again()
    expect(files()).toEqual([])
  })

  it('lets two directories be two', async () => {
    const releases = await Promise.all([lockDirectory(directory), lockDirectory(`${directory}2`)])
    for (const release of releases) release()
  })

  it('gives it to one of several that begin together', async () => {
    const attempts = Array.from({ length: 8 }, () => lockDirectory(directory))
    const settled = await Promise.allSettled(attempts)
    const got = settled.filter(({ status }) => status === 'fulfilled')
    expect(got).toHaveLength(1)
  })

  it('takes over what a process that has died has left, asking or holding', async () => {
    leave({ ...ownIdentity(), pid: await endedProcess() })
    leave({ ...ownIdentity(), pid: await endedProcess() }, false)
    const release = await lockDirectory(directory)
    expect(files()).toHaveLength(2)
    release()
    expect(files()).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'is not deceived by another process of the same number',
    async () => {
      leave({ ...ownIdentity(), pid: process.ppid, started: 'before the last start of this machine' })
      const release = await lockDirectory(directory)
      release()
    },
  )

  it('never takes it from a process that lives, and names it', async () => {
    const { started: _unknown, ...identity } = ownIdentity()
    leave({ ...identity, pid: process.ppid })
    const error: unknown = await lockDirectory(directory).catch((error: unknown) => error)
    expect(error).toMatchObject({
      code: 'EMBEDDED_DATABASE_SHARED',
      message: expect.stringContaining(
        `${directory} is open in process ${process.ppid}.\nTo fix it, end process`,
      ),
    })
    expect(files()).toHaveLength(2)
  })

  it('never takes it from a process that cannot be seen, and names the file to be removed', async () => {
    leave({ pid: await endedProcess(), place: 'another-host' })
    await expect(lockDirectory(directory)).rejects.toThrow(
      /on another-host, which cannot be seen from here\.\nTo fix it, end that process, and remove .*data\.lock\/\d+-00ff if/,
    )
    expect(files()).toHaveLength(2)
  })

  it('does not mind what others write into the folder', async () => {
    mkdirSync(`${directory}.lock`)
    writeFileSync(join(`${directory}.lock`, '.DS_Store'), '')
    writeFileSync(join(`${directory}.lock`, '12-ab.new'), '{')
    const release = await lockDirectory(directory)
    release()
  })
})

describe('lifeOf()', () => {
  it('says that this process lives', () => {
    expect(lifeOf(ownIdentity())).toBe('alive')
  })

  it.runIf(process.platform === 'linux')(
    'says of a process that its parent has not asked for that it is dead',
    async () => {
      // The shell starts one that ends at once, becomes a `sleep`, and so never asks.
      const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      try {
        const [line] = await once(parent.stdout, 'data')
        const identity = { ...ownIdentity(), pid: Number(String(line)) }
        await expect.poll(() => lifeOf(identity)).toBe('dead')
      } finally {
        parent.kill('SIGKILL')
      }
    },
  )
})
