/**
 * Measures what docs/reliability.md says of the embedded database (T51, T52):
 *
 *     npx tsx packages/data/tests/embedded/measure-embedded.ts [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openEngine } from '@vivace/data'
import { Program } from '@vivace/fixtures'

const rounds = Number(process.argv[2] ?? 30)
const folder = mkdtempSync(join(tmpdir(), 'vivace-measure-'))
let directories = 0
const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const newDirectory = (): string => join(folder, String((directories += 1)))
const start = (DIRECTORY: string): Program =>
  new Program(new URL('programs/server.ts', import.meta.url), { env: { DIRECTORY } })
const ms = (time: number | undefined): string => `${(time ?? Number.NaN).toFixed(0)} ms`
const quantile = (sorted: readonly number[], part: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
const median = (values: readonly number[]): number | undefined =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

try {
  await measureOpening()
  await measureRefusals()
  await measureReloads(50)
  await measurePoliteness()
  await measureKills(rounds)
} finally {
  rmSync(folder, { recursive: true })
}

/** How long it takes to open one, in a process of its own, and the memory of that process. */
async function measureOpening(): Promise<void> {
  const existing = newDirectory()
  await (await openEngine({ directory: existing })).close()
  const kinds: [string, () => Record<string, string>][] = [
    ['new directory, by initdb', () => ({ DIRECTORY: newDirectory(), FROM: 'initdb' })],
    ['new directory, by the template', () => ({ DIRECTORY: newDirectory() })],
    ['existing directory', () => ({ DIRECTORY: existing })],
    ['memory, by initdb', () => ({ FROM: 'initdb' })],
    ['memory, by the template', () => ({})],
  ]
  for (const [name, env] of kinds) {
    const found: { took: number; memory: number }[] = []
    for (let time = 0; time < 5; time += 1) {
      await using program = new Program(new URL('programs/opening.ts', import.meta.url), { env: env() })
      await program.ended()
      found.push(JSON.parse(program.out))
    }
    const memory = median(found.map(({ memory }) => memory))?.toFixed(0)
    say(`open, ${name}: ${ms(median(found.map(({ took }) => took)))}, process of ${memory} MB`)
  }
}

/** T51: how soon a second process on the same directory has ended. */
async function measureRefusals(): Promise<void> {
  const directory = newDirectory()
  await using owner = start(directory)
  await owner.url()
  const times: number[] = []
  let refused = 0
  for (let time = 0; time < 20; time += 1) {
    const begin = performance.now()
    await using second = start(directory)
    const isRefused = (await second.ended()) === 78 && second.out.includes(`process ${owner.pid}`)
    if (isRefused) refused += 1
    times.push(performance.now() - begin)
  }
  say(
    `second process: ${refused} of 20 refused with 78, median ${ms(median(times))} after its start (with tsx)`,
  )
}

/** T51: what a watcher does. */
async function measureReloads(times: number): Promise<void> {
  const directory = newDirectory()
  for (let time = 0; time < times; time += 1) {
    const engine = await openEngine({ directory })
    await engine.run({ text: 'create table if not exists rows (id int primary key)', values: [] })
    await engine.run({ text: 'insert into rows values ($1)', values: [time] })
    await engine.close()
  }
  const engine = await openEngine({ directory })
  const { rowCount } = await engine.run({ text: 'select id from rows', values: [] })
  await engine.close()
  say(`${times} reloads: ${times - rowCount} rows lost`)
}

/** T52: requests that need no database, a hundred in a second, while statements of a second run. */
async function measurePoliteness(): Promise<void> {
  await using program = start(newDirectory())
  const url = await program.url()
  const slow: number[] = []
  let isOver = false
  const statements = (async () => {
    while (!isOver) {
      const begin = performance.now()
      await (await fetch(`${url}/slow`)).text()
      slow.push(performance.now() - begin)
    }
  })()
  const times: number[] = []
  const pings: Promise<void>[] = []
  for (let ping = 0; ping < 1_000; ping += 1) {
    pings.push(timed(`${url}/ping`).then((time) => void times.push(time)))
    await delay(10)
  }
  await Promise.all(pings)
  isOver = true
  await statements
  times.sort((a, b) => a - b)
  say(
    `${times.length} pings beside ${slow.length} statements of ${ms(median(slow))}: median ${quantile(times, 0.5)?.toFixed(1)} ms, ` +
      `p99 ${quantile(times, 0.99)?.toFixed(1)} ms, longest ${times.at(-1)?.toFixed(1)} ms`,
  )
}

async function timed(url: string): Promise<number> {
  const begin = performance.now()
  await (await fetch(url)).text()
  return performance.now() - begin
}

/** T52: rows of which somebody was told, after the process was killed while it inserted. */
async function measureKills(rounds: number): Promise<void> {
  const directory = newDirectory()
  const told = new Set<number>()
  const reopening: number[] = []
  let [lost, found] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    await insertUntilKilled({ directory, told, from: round * 100_000 })
    const begin = performance.now()
    const engine = await openEngine({ directory })
    reopening.push(performance.now() - begin)
    const { rows } = await engine.run({ text: 'select id from rows', values: [] })
    const kept = new Set(rows.map(([id]) => id))
    found = kept.size
    lost = [...told].filter((id) => !kept.has(id)).length
    await engine.close()
  }
  const longest = Math.max(...reopening)
  say(
    `${rounds} times killed: ${told.size} rows told, ${found} found, ${lost} lost; ` +
      `reopened in ${ms(median(reopening))}, at most ${ms(longest)}`,
  )
}

interface Inserting {
  readonly directory: string
  readonly told: Set<number>
  readonly from: number
}

async function insertUntilKilled({ directory, told, from }: Inserting): Promise<void> {
  await using program = start(directory)
  const url = await program.url()
  await fetch(`${url}/rows`, { method: 'POST' })
  let isOver = false
  const clients = Array.from({ length: 4 }, async (_, client) => {
    for (let id = from + client; !isOver; id += 4) {
      const answer = await fetch(`${url}/rows/${id}`, { method: 'POST' }).catch(() => undefined)
      if (answer?.ok === true) told.add(id)
    }
  })
  await delay(100 + Math.random() * 900)
  await program.kill()
  isOver = true
  await Promise.all(clients)
}
