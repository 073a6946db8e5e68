import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { gcMetrics } from './gc-metrics.ts'
import { Metrics } from './metrics.ts'

it('measures the pauses for the collection of garbage, by kind', async () => {
  const metrics = new Metrics()
  gcMetrics(metrics)
  setFlagsFromString('--expose-gc')
  // What the flag brings, in a context that is made after it.
  const collect = runInNewContext('gc') as () => void
  collect()
  await vi.waitFor(() =>
    expect(metrics.render()).toMatch(/nodejs_gc_duration_seconds_count\{kind="major"\} [1-9]/),
  )
})
