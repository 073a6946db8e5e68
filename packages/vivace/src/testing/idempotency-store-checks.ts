import type { IdempotencyRecord, IdempotencyStore } from '../operations/index.ts'

/** One thing that every store of idempotency keys must do: it rejects if the store does not. */
export interface StoreCheck {
  /** A sentence: `gives a key to one of many that claim it at once`. */
  readonly name: string
  readonly check: () => Promise<void>
}

/**
 * The checks that every store of idempotency keys must pass, for a test runner of any kind.
 *
 *     for (const { name, check } of idempotencyStoreChecks(() => redisStore(client))) it(name, check)
 *
 * The store may be shared by the checks and may hold other keys: each check makes keys of its own. Those that
 * wait for a key to end wait for less than a second.
 */
export function idempotencyStoreChecks(
  makeStore: () => IdempotencyStore | Promise<IdempotencyStore>,
): readonly StoreCheck[] {
  return Object.entries(checks).map(([name, check]) => ({
    name,
    check: async () => check(await makeStore(), crypto.randomUUID()),
  }))
}

const answered: IdempotencyRecord = {
  fingerprint: 'first',
  outcome: {
    status: 201,
    headers: ['content-type', 'application/json', 'x-ñ', 'ü'],
    body: '{"a":"😀\\u0000"}',
  },
}

const forLong = { fingerprint: 'first', lifetime: 60_000 }

const checks: Readonly<Record<string, (store: IdempotencyStore, key: string) => Promise<void>>> = {
  async 'gives a key to the first that claims it, and its fingerprint to the others'(store, key) {
    expectSame(await store.claim(key, { owner: 'a', ...forLong }), undefined)
    const other = await store.claim(key, { owner: 'b', fingerprint: 'second', lifetime: 60_000 })
    expectSame(other, { fingerprint: 'first' })
  },
  async 'gives a key to one of many that claim it at once'(store, key) {
    const claims = Array.from({ length: 50 }, async (_, at) =>
      store.claim(key, { owner: `o${at}`, ...forLong }),
    )
    const given = (await Promise.all(claims)).filter((record) => record === undefined)
    expectSame(given.length, 1)
  },
  async 'keeps the keys apart'(store, key) {
    await store.claim(key, { owner: 'a', ...forLong })
    expectSame(await store.claim(`${key}2`, { owner: 'a', ...forLong }), undefined)
  },
  async 'gives back what its owner has saved, character by character'(store, key) {
    await store.claim(key, { owner: 'a', ...forLong })
    await store.save(key, { owner: 'a', record: answered, lifetime: 60_000 })
    expectSame(await store.claim(key, { owner: 'b', ...forLong }), answered)
  },
  async 'keeps that an answer was not kept'(store, key) {
    const record = { fingerprint: 'first', outcome: 'not-kept' } as const
    await store.claim(key, { owner: 'a', ...forLong })
    await store.save(key, { owner: 'a', record, lifetime: 60_000 })
    expectSame(await store.claim(key, { owner: 'b', ...forLong }), record)
  },
  async 'gives a key that was released to the next one'(store, key) {
    await store.claim(key, { owner: 'a', ...forLong })
    await store.release(key, 'a')
    expectSame(await store.claim(key, { owner: 'b', ...forLong }), undefined)
  },
  async 'takes neither a record nor a release from another than the owner'(store, key) {
    await store.claim(key, { owner: 'a', ...forLong })
    await store.save(key, { owner: 'b', record: answered, lifetime: 60_000 })
    await store.release(key, 'b')
    expectSame(await store.claim(key, { owner: 'c', ...forLong }), { fingerprint: 'first' })
  },
  async 'gives a key away when it has ended, and takes nothing from its former owner then'(store, key) {
    await store.claim(key, { owner: 'a', fingerprint: 'first', lifetime: 50 })
    await pause(200)
    expectSame(await store.claim(key, { owner: 'b', fingerprint: 'second', lifetime: 60_000 }), undefined)
    await store.save(key, { owner: 'a', record: answered, lifetime: 60_000 })
    expectSame(await store.claim(key, { owner: 'c', ...forLong }), { fingerprint: 'second' })
  },
  async 'forgets an answer when it has ended'(store, key) {
    await store.claim(key, { owner: 'a', ...forLong })
    await store.save(key, { owner: 'a', record: answered, lifetime: 50 })
    await pause(200)
    expectSame(await store.claim(key, { owner: 'b', ...forLong }), undefined)
  },
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

// Stores may give members in another order, and leave out what is undefined.
function expectSame(found: unknown, expected: unknown): void {
  const [left, right] = [written(found), written(expected)]
  if (left !== right) throw new Error(`The store gives ${left}, and should give ${right}.`)
}

function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map(written).join()}]`
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members
    .sort()
    .map(([name, member]) => `${name}:${written(member)}`)
    .join()}}`
}
