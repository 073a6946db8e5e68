import { describe, expect, it } from 'vitest'
import { readArguments } from './command.ts'
import { loadPackageCommand } from './package-commands.ts'

describe('commands of other packages', () => {
  it('say what to install', async () => {
    const missing = { name: 'seed', says: 'fills the database', package: '@vivace/none' }
    await expect(loadPackageCommand(missing)).rejects.toMatchObject({
      name: 'UsageError',
      message: 'vivace seed needs @vivace/none, which is not installed here: npm install @vivace/none',
    })
  })

  it('take more words than a file if they say how', () => {
    const seed = { name: 'seed', says: '', options: {}, run: () => Promise.resolve(0 as const) }
    const words = ['users', 'app.ts']
    expect(() => readArguments(seed, words)).toThrow('vivace seed takes one file: users app.ts')
    expect(readArguments({ ...seed, usage: '<table> [file]' }, words).words).toEqual(words)
  })
})
