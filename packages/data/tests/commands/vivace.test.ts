import { fileURLToPath } from 'node:url'
import { noPostgres, PostgresDatabase, Program } from '@vivace/fixtures'
import { describe, expect, it } from 'vitest'

const bin = new URL('../../../vivace/src/cli/bin.ts', import.meta.url)
const app = fileURLToPath(new URL('programs/app.ts', import.meta.url))

/** `vivace` in a process of its own. */
function vivace(args: readonly string[], url: string): Program {
  return new Program(bin, { args: [...args, app], env: { DATABASE_URL: url, PORT: '0' } })
}

describe.skipIf(noPostgres !== undefined)('vivace, with the migrations of an app', () => {
  it('starts without applying them, and is not ready; applies them when it is asked to', async () => {
    await using database = await PostgresDatabase.open()
    await using server = vivace(['start'], database.url)
    const ready = async () => (await fetch(`${await server.url()}/health/ready`)).status
    expect(await ready()).toBe(503)
    await using status = vivace(['migrate', 'status'], database.url)
    await status.says('0001_create-notes  pending')
    await using applied = vivace(['migrate'], database.url)
    await applied.says('1 migration was applied.')
    expect(await ready()).toBe(200)
  })

  it('applies them before it serves, with --migrate and in development', async () => {
    const commands = [['start', '--migrate', '--workers', '2'], ['dev']]
    await Promise.all(
      commands.map(async (args) => {
        await using database = await PostgresDatabase.open()
        await using server = vivace(args, database.url)
        expect((await fetch(`${await server.url()}/health/ready`)).status).toBe(200)
        expect(await database.query('select name from vivace_migrations')).toEqual([
          { name: '0001_create-notes' },
        ])
      }),
    )
  })
})
