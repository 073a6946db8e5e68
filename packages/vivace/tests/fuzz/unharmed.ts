import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'

const prototypes = {
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Map,
  Set,
  Promise,
  RegExp,
  Date,
  Error,
}

/** The names of every member that the built-in prototypes have. */
export function prototypeMembers(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(prototypes).map(([name, { prototype }]) => [
      name,
      Reflect.ownKeys(prototype)
        .map((key) => String(key))
        .sort(),
    ]),
  )
}

/**
 * Whatever the tests of a file do to the apps, it does not outlive them: the built-in prototypes are as they
 * were, no rejection went unhandled, and, to within two, no more handles and file descriptors are open.
 */
export function staysUnharmed(): void {
  const rejections: unknown[] = []
  const note = (reason: unknown): void => void rejections.push(reason)
  let before = prototypeMembers()
  let open = openResources()

  beforeAll(() => {
    process.on('unhandledRejection', note)
    before = prototypeMembers()
    open = openResources()
  })

  afterAll(async () => {
    await settled(open)
    process.off('unhandledRejection', note)
    expect(prototypeMembers()).toEqual(before)
    expect(rejections).toEqual([])
    const now = openResources()
    expect(now.descriptors).toBeLessThanOrEqual(open.descriptors + 2)
    expect(now.sockets).toBeLessThanOrEqual(open.sockets + 2)
  })
}

interface Resources {
  readonly descriptors: number
  readonly sockets: number
}

function openResources(): Resources {
  return {
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    sockets: process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length,
  }
}

// A closed socket leaves on a later turn of the event loop.
async function settled(open: Resources): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    await new Promise((resolve) => setTimeout(resolve, turn === 0 ? 0 : 20))
    const { descriptors, sockets } = openResources()
    if (descriptors <= open.descriptors + 2 && sockets <= open.sockets + 2) return
  }
}
