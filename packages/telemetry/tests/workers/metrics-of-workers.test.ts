import { spawnSync } from 'node:child_process'
import { Program } from '@vivace/fixtures'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

let program: Program
let url = ''
/** What was counted, and how often. */
let total = 0
let times = 0
beforeEach(async () => {
  total = 0
  times = 0
  program = new Program(new URL('counting-program.ts', import.meta.url), { env: { WORKERS: '2' } })
  url = await program.url()
})
afterEach(() => program.kill())

interface Counted {
  readonly pid: number
  readonly primary: number
}

/** Counts in the worker that happens to take a connection of its own. */
async function count(by: number): Promise<Counted> {
  const response = await fetch(`${url}/units?by=${by}`, { method: 'POST', headers: { connection: 'close' } })
  total += by
  times += 1
  // What the route answers.
  return (await response.json()) as Counted
}

/** Counts until both workers have. */
async function countEverywhere(by: number): Promise<readonly Counted[]> {
  const found = new Map<number, Counted>()
  while (found.size < 2) {
    const counted = await count(by)
    found.set(counted.pid, counted)
  }
  return [...found.values()]
}

async function scrape(): Promise<{ readonly text: string; value(series: string): number }> {
  const response = await fetch(`${url}/metrics`, { headers: { connection: 'close' } })
  expect(response.status).toBe(200)
  const text = await response.text()
  const value = (series: string): number => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `))
    if (line === undefined) throw new Error(`There is no ${series} in\n${text}`)
    return Number(line.slice(series.length + 1))
  }
  return { text, value }
}

describe('/metrics of several workers', () => {
  it('has the counters, histograms and gauges of all of them, whoever answers', async (context) => {
    await countEverywhere(7)
    for (let asked = 0; asked < 6; asked++) {
      const { value } = await scrape()
      expect(value('units_total')).toBe(total)
      expect(value('size_bytes_sum')).toBe(total)
      expect(value('size_bytes_count')).toBe(times)
      expect(value('size_bytes_bucket{le="10"}')).toBe(times)
      expect(value('workers')).toBe(2)
      expect(value('largest_id')).toBe(2)
      expect(value('http_requests_total{method="POST",route="/units",status="200"}')).toBe(times)
    }
    const { text, value } = await scrape()
    expect(value('http_requests_total{method="GET",route="/metrics",status="200"}')).toBe(6)
    expect(text.match(/# TYPE units_total/g)).toHaveLength(1)
    const { error, status, stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], {
      input: text,
      encoding: 'utf8',
    })
    if (error !== undefined) return context.skip('promtool is not installed (apt-get install prometheus)')
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
  })

  it('loses nothing of a worker that is killed, and counts nothing of it twice', async () => {
    const [first] = await countEverywhere(5)
    expect((await scrape()).value('units_total')).toBe(total)
    process.kill(first?.pid ?? 0, 'SIGKILL')
    await vi.waitFor(async () => expect((await scrape()).value('largest_id')).toBe(3), {
      timeout: 60_000,
      interval: 100,
    })
    await countEverywhere(1)
    const { value } = await scrape()
    expect(value('units_total')).toBe(total)
    expect(value('size_bytes_sum')).toBe(total)
    expect(value('workers')).toBe(2)
  })

  it('loses nothing when all workers are replaced, not even what they have counted last', async () => {
    const [worker] = await countEverywhere(5)
    process.kill(worker?.primary ?? 0, 'SIGHUP')
    // Some of these are answered by workers that are about to go.
    while (!program.out.includes('The workers were replaced.')) await count(2)
    const { value } = await scrape()
    expect(value('units_total')).toBe(total)
    expect(value('size_bytes_count')).toBe(times)
    expect(value('workers')).toBe(2)
    expect(value('largest_id')).toBe(4)
  })
})
