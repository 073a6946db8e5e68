import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Program } from '@vivace/fixtures'
import { expect, it } from 'vitest'
import { listFiles } from '../scripts/list-files.ts'

const root = new URL('..', import.meta.url).pathname
const bin = new URL('../packages/vivace/src/cli/bin.ts', import.meta.url)

/** The apps whose tables drizzle-kit compares. */
const apps = [
  ...new Set(
    listFiles(root, 'examples', /\/migrations\/meta\/\d{4}_snapshot\.json$/).map((file) => {
      const folder = dirname(dirname(dirname(file)))
      return ['app.ts', 'src/app.ts']
        .map((name) => `${folder}/${name}`)
        .find((path) => existsSync(`${root}${path}`))
    }),
  ),
]

it('the migrations of the examples make their tables', async () => {
  expect(apps.length).toBeGreaterThan(2)
  await Promise.all(
    apps.map(async (app = 'an app beside the migrations') => {
      await using check = new Program(bin, { args: ['migrate', 'check', app] })
      await check.says('No drift: the migrations make these tables.')
    }),
  )
})
