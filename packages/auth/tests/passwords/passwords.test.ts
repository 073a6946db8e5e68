import { type PasswordOptions, Passwords } from '@vivace/auth'
import bcrypt from 'bcryptjs'
import { App, body, singleton } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const open = (options: PasswordOptions = {}): Promise<Passwords> => Passwords.open(options, fakeClock())
const passwords = await open()

const reasonsOf = async (password: string, about: readonly string[] = []): Promise<unknown> =>
  passwords.accept(password, { about }).then(
    () => [],
    (error: { readonly status: number; readonly extensions: { readonly reasons: unknown } }) => {
      expect(error.status).toBe(422)
      return error.extensions.reasons
    },
  )

describe('a hash', () => {
  it('T32: is argon2id with 19 MiB, 2 passes, 1 lane, and a salt of its own, as PHC text', async () => {
    const [one, other] = [await passwords.hash('purple-walrus'), await passwords.hash('purple-walrus')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(other).not.toBe(one)
  })

  it('is verified, and is no other password’s', async () => {
    const hash = await passwords.hash('purple-walrus')
    expect(await passwords.verify('purple-walrus', hash)).toEqual({ isRight: true, needsRehash: false })
    for (const other of ['purple-walru', 'purple-walrus ', 'Purple-walrus', ''])
      expect(await passwords.verify(other, hash)).toMatchObject({ isRight: false })
  })

  it('is of the whole password, up to 4 KB, none of which is cut', async () => {
    const long = `${'é'.repeat(2_047)}ab`
    const hash = await passwords.hash(long)
    expect(await passwords.verify(long, hash)).toMatchObject({ isRight: true })
    expect(await passwords.verify(`${long.slice(0, -1)}c`, hash)).toMatchObject({ isRight: false })
  })

  it('is the same for one text in any form of Unicode', async () => {
    const hash = await passwords.hash('crème-brûlée'.normalize('NFD'))
    expect(await passwords.verify('crème-brûlée'.normalize('NFC'), hash)).toMatchObject({ isRight: true })
  })

  it('T32: of another cost is to be made anew, and its password is right all the same', async () => {
    const stronger = await open({ cost: { memory: 12_288, time: 3, parallelism: 1 } })
    const hash = await passwords.hash('purple-walrus')
    expect(await stronger.verify('purple-walrus', hash)).toEqual({ isRight: true, needsRehash: true })
    const anew = await stronger.hash('purple-walrus')
    expect(await stronger.verify('purple-walrus', anew)).toEqual({ isRight: true, needsRehash: false })
  })

  it('is computed for nobody too, and for what is no hash, and is wrong', async () => {
    for (const hash of [undefined, '', 'plain', '$argon2id$v=19$m=1', '$2b$31$'.padEnd(60, 'x')])
      expect(await passwords.verify('purple-walrus', hash)).toEqual({ isRight: false, needsRehash: false })
  })
})

describe('a hash of bcrypt', () => {
  it('is verified in all its forms, and is to be made anew', async () => {
    const hash = bcrypt.hashSync('purple-walrus', 4)
    for (const form of ['$2a$', '$2b$', '$2y$'].map((start) => start + hash.slice(4))) {
      expect(await passwords.verify('purple-walrus', form)).toEqual({ isRight: true, needsRehash: true })
      expect(await passwords.verify('purple-walru', form)).toMatchObject({ isRight: false })
    }
  })

  it('is not of a password of more than 72 bytes, of which bcrypt would compare the beginning', async () => {
    const hash = bcrypt.hashSync('é'.repeat(36), 4)
    expect(await passwords.verify('é'.repeat(36), hash)).toMatchObject({ isRight: true })
    expect(await passwords.verify(`${'é'.repeat(36)}x`, hash)).toMatchObject({ isRight: false })
    const short = bcrypt.hashSync('purple', 4)
    expect(await passwords.verify('purple\0walrus', short)).toMatchObject({ isRight: false })
  })

  it('leaves the loop free while it is verified', async () => {
    const hash = bcrypt.hashSync('purple-walrus', 10)
    await passwords.verify('the thread has begun', hash)
    let turns = 0
    let isDone = false
    const verifying = passwords.verify('purple-walrus', hash).finally(() => (isDone = true))
    while (!isDone) {
      turns++
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
    expect(await verifying).toMatchObject({ isRight: true })
    // On the loop it would be one or two turns.
    expect(turns).toBeGreaterThan(20)
  })
})

describe('a new password', () => {
  it('may be any text that is not known: there are no rules about kinds of characters', async () => {
    const good = [
      'purplewalrus',
      '        x       y',
      'корректная лошадь',
      '😀😃😄😁😆😅🤣😂',
      '83920174650291',
      'ZqTwPxkR',
    ]
    for (const password of [...good, 'walrus '.repeat(500)])
      expect([password, await reasonsOf(password)]).toEqual([password, []])
  })

  it('has 8 characters, counted as people do', async () => {
    expect(await reasonsOf('wal-rus')).toEqual(['too-short'])
    expect(await reasonsOf('😀😃😄😁')).toEqual(['too-short'])
    const longer = await open({ minLength: 15 })
    await expect(longer.accept('purple-walrus')).rejects.toMatchObject({ status: 422 })
  })

  it('has no more than 4 KB, and is a text', async () => {
    expect(await reasonsOf('x'.repeat(4_097))).toEqual(['too-long'])
    expect(await reasonsOf('é'.repeat(2_049))).toEqual(['too-long'])
    expect(await reasonsOf('purple\ud800walrus')).toEqual(['malformed'])
  })

  it.each([
    'password',
    'Password1',
    'P@ssw0rd2024!',
    'passwordpassword',
    '!!Dragon99',
    'iloveyou',
    'qwertyuiop',
    '1q2w3e4r5t',
    'qwerty12345',
    'asdfghjkl;',
    'abcdefgh',
    '12345678',
    '87654321',
    'aaaaaaaaaaaa',
    'abcabcabc',
    '19840131',
    '31.01.1984',
    'ＰＡＳＳＷＯＲＤ',
    'letmein1',
    'trustno1',
  ])('is not one of those that are tried first: %s', async (password) => {
    expect(await reasonsOf(password)).toContain('common')
  })

  it('is not made of what is known of its owner', async () => {
    const about = ['ana.smith@shop.example', 'Ana Smith-Walrus']
    for (const password of [
      'ana.smith',
      'AnaSmith2024',
      'smithsmith7',
      'Walrus-1990',
      'ana.smith@shop.example',
    ])
      expect([password, await reasonsOf(password, about)]).toEqual([
        password,
        expect.arrayContaining(['personal']),
      ])
    expect(await reasonsOf('walrus plays the violin', about)).toEqual([])
  })

  it('is not one that the application refuses, and not known from a leak', async () => {
    const strict = await open({
      blocked: ['Vivace'],
      isBreached: async (password) => password === 'leaked-walrus',
    })
    await expect(strict.accept('vivace-2024')).rejects.toMatchObject({
      extensions: { reasons: ['personal'] },
    })
    await expect(strict.accept('leaked-walrus')).rejects.toMatchObject({
      extensions: { reasons: ['breached'] },
    })
    await strict.accept('purple-walrus')
  })

  it('takes no longer to judge when it is long and built to be slow', async () => {
    const slow = [`${'1'.repeat(4_000)}a`, `${'a1'.repeat(2_000)}`, '!'.repeat(4_096), `${'1'.repeat(60)}a`]
    const begun = performance.now()
    for (const password of slow) await reasonsOf(password, ['a'.repeat(3_000)])
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})

describe('options of passwords', () => {
  it.each([
    { minLength: 7 },
    { minLength: 8.5 },
    { minLength: 65 },
    { cost: { memory: 19_455, time: 2, parallelism: 1 } },
    { cost: { memory: 19_456, time: 1, parallelism: 1 } },
    { cost: { memory: 12_287, time: 3, parallelism: 1 } },
    { cost: { memory: 19_456, time: 2, parallelism: 0 } },
    { cost: { memory: NaN, time: 2, parallelism: 1 } },
    { cost: { memory: 2_000_000, time: 2, parallelism: 1 } },
  ])('do not start an app that is weaker than ASVS 5.0 asks: %j', async (options) => {
    await expect(open(options)).rejects.toMatchObject({ code: 'AUTH_OPTION_INVALID' })
  })
})

describe('over HTTP', () => {
  it('T32: answers 422 for a password of 1 MB, and says why', async () => {
    const hasher = singleton({}, () => open())
    const app = new App({ title: 'Hashes', version: '1' })
    const inputs = { hasher, given: body(z.object({ password: z.string() })) }
    app.post('/hash', { inputs }, ({ hasher, given }) => hasher.hash(given.password))
    await using client = await testClient(app)
    const answer = await client.post('/hash', { json: { password: 'x'.repeat(1_000_000) } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'password-refused', reasons: ['too-long'] })
  })
})
