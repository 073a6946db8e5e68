import { spawnSync } from 'node:child_process'
import { DefinitionError } from 'vivace'
import { describe, expect, it } from 'vitest'
import { Metrics } from './metrics.ts'
import { processMetrics } from './process-metrics.ts'

describe('a counter', () => {
  it('counts each combination of its labels', () => {
    const metrics = new Metrics()
    const operations = metrics.counter('auth_operations_total', {
      help: 'Logins and logouts.',
      labels: ['operation', 'status'],
    })
    operations.inc({ operation: 'login', status: 'ok' })
    operations.with({ operation: 'login', status: 'ok' }).inc()
    operations.add(3, { operation: 'login', status: 401 })
    expect(metrics.render()).toBe(
      [
        '# HELP auth_operations_total Logins and logouts.',
        '# TYPE auth_operations_total counter',
        'auth_operations_total{operation="login",status="ok"} 2',
        'auth_operations_total{operation="login",status="401"} 3',
        '',
      ].join('\n'),
    )
  })

  it('is there from the beginning where it has no labels', () => {
    const metrics = new Metrics()
    const logins = metrics.counter('logins_total', { help: 'Logins.' })
    expect(metrics.render()).toContain('\nlogins_total 0\n')
    logins.inc()
    logins.add(0.5)
    expect(metrics.render()).toContain('\nlogins_total 1.5\n')
  })

  it.each([-1, Number.NaN, -Infinity])('does not grow by %d', (amount) => {
    const logins = new Metrics().counter('logins_total', { help: 'Logins.' })
    expect(() => logins.add(amount)).toThrow(RangeError)
  })
})

describe('a gauge', () => {
  it('goes up and down, and takes whatever a number can be', () => {
    const metrics = new Metrics()
    const depth = metrics.gauge('queue_depth', { help: 'Tasks that wait.', labels: ['queue'] })
    depth.set(5, { queue: 'mail' })
    depth.inc({ queue: 'mail' })
    depth.add(2, { queue: 'mail' })
    depth.dec({ queue: 'mail' })
    depth.set(Infinity, { queue: 'a' })
    depth.set(-Infinity, { queue: 'b' })
    depth.set(Number.NaN, { queue: 'c' })
    const text = metrics.render()
    for (const [queue, value] of [
      ['mail', '7'],
      ['a', '+Inf'],
      ['b', '-Inf'],
      ['c', 'NaN'],
    ])
      expect(text).toContain(`queue_depth{queue="${queue}"} ${value}\n`)
  })

  it('is read when it is asked for', () => {
    const metrics = new Metrics()
    const size = metrics.gauge('pool_size', { help: 'Connections.' })
    let connections = 3
    metrics.onRead('pool', () => size.set(connections))
    expect(metrics.render()).toContain('pool_size 3\n')
    connections = 4
    expect(metrics.render()).toContain('pool_size 4\n')
  })
})

describe('a histogram', () => {
  it('counts values at most each of its bounds, all of them, and their sum', () => {
    const metrics = new Metrics()
    const seconds = metrics.histogram('job_seconds', { help: 'Jobs.', buckets: [0.1, 1], labels: ['kind'] })
    for (const value of [0.1, 0.5, 1, 1.5]) seconds.observe(value, { kind: 'a' })
    expect(metrics.render()).toBe(
      [
        '# HELP job_seconds Jobs.',
        '# TYPE job_seconds histogram',
        'job_seconds_bucket{kind="a",le="0.1"} 1',
        'job_seconds_bucket{kind="a",le="1"} 3',
        'job_seconds_bucket{kind="a",le="+Inf"} 4',
        'job_seconds_sum{kind="a"} 3.1',
        'job_seconds_count{kind="a"} 4',
        '',
      ].join('\n'),
    )
  })

  it('has bounds from a millisecond to ten seconds where nothing else is said', () => {
    const metrics = new Metrics()
    metrics.histogram('job_seconds', { help: 'Jobs.' })
    const text = metrics.render()
    expect(text).toContain('job_seconds_bucket{le="0.001"} 0\n')
    expect(text).toContain('job_seconds_bucket{le="10"} 0\njob_seconds_bucket{le="+Inf"} 0\n')
    expect(text).toContain('job_seconds_count 0\n')
  })
})

describe('the metrics of a process', () => {
  it('have no end of series for nobody: what is too much is counted together', () => {
    const metrics = new Metrics()
    const visits = metrics.counter('visits_total', { help: 'Visits.', labels: ['page'], maxSeries: 3 })
    for (const page of ['a', 'b', 'c', 'd', 'e', 'e', 'a']) visits.inc({ page })
    expect(metrics.render()).toContain(
      ['a"} 2', 'b"} 1', 'c"} 1', 'overflow"} 3'].map((end) => `visits_total{page="${end}\n`).join(''),
    )
  })

  it('cannot be broken by what a label or a help says', () => {
    const metrics = new Metrics()
    const odd = metrics.counter('odd_total', { help: 'Two\nlines \\ "quoted"', labels: ['text'] })
    odd.inc({ text: 'a"} 1\nforged_total 7\\' })
    expect(metrics.render().split('\n')).toEqual([
      '# HELP odd_total Two\\nlines \\\\ "quoted"',
      '# TYPE odd_total counter',
      'odd_total{text="a\\"} 1\\nforged_total 7\\\\"} 1',
      '',
    ])
  })

  it('are one where one is declared twice in the same words', () => {
    const metrics = new Metrics()
    const declare = () => metrics.counter('logins_total', { help: 'Logins.', labels: ['status'] })
    expect(declare()).toBe(declare())
  })

  const two =
    (first: (metrics: Metrics) => unknown, second: (metrics: Metrics) => unknown) => (metrics: Metrics) => {
      first(metrics)
      second(metrics)
    }

  it.each([
    ['a name with a hyphen', (metrics: Metrics) => metrics.gauge('queue-depth', { help: '' })],
    ['a name that begins with a digit', (metrics: Metrics) => metrics.gauge('2xx', { help: '' })],
    ['a counter without _total', (metrics: Metrics) => metrics.counter('logins', { help: '' })],
    ['a label of Prometheus', (metrics: Metrics) => metrics.gauge('a', { help: '', labels: ['__name__'] })],
    ['a bound as a label', (metrics: Metrics) => metrics.histogram('a', { help: '', labels: ['le'] })],
    ['no buckets', (metrics: Metrics) => metrics.histogram('a', { help: '', buckets: [] })],
    ['buckets that descend', (metrics: Metrics) => metrics.histogram('a', { help: '', buckets: [1, 0.5] })],
    [
      'an infinite bucket',
      (metrics: Metrics) => metrics.histogram('a', { help: '', buckets: [1, Infinity] }),
    ],
    [
      'another kind',
      two(
        (m) => m.gauge('a_total', { help: '' }),
        (m) => m.counter('a_total', { help: '' }),
      ),
    ],
    [
      'another help',
      two(
        (m) => m.gauge('a', { help: '' }),
        (m) => m.gauge('a', { help: 'b' }),
      ),
    ],
    [
      'other labels',
      two(
        (m) => m.gauge('a', { help: '' }),
        (m) => m.gauge('a', { help: '', labels: ['b'] }),
      ),
    ],
    [
      'other buckets',
      two(
        (m) => m.histogram('a', { help: '', buckets: [1] }),
        (m) => m.histogram('a', { help: '', buckets: [2] }),
      ),
    ],
  ])('refuse %s when they are declared', (_what, declare) => {
    expect(() => declare(new Metrics())).toThrow(DefinitionError)
    expect(() => declare(new Metrics())).toThrow(/METRIC_INVALID/)
  })

  it('know processor time, memory, files and the event loop', async () => {
    const metrics = new Metrics()
    processMetrics(metrics)
    processMetrics(metrics)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const text = metrics.render()
    const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    for (const name of [
      'process_cpu_user_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
      'nodejs_heap_size_used_bytes',
      'nodejs_heap_size_total_bytes',
      'nodejs_external_memory_bytes',
    ])
      expect(value(name), name).toBeGreaterThan(0)
    for (const name of ['', '_p50', '_p90', '_p99', '_max'])
      expect(value(`nodejs_eventloop_lag${name}_seconds`), name).toBeGreaterThanOrEqual(0)
    expect(value('nodejs_eventloop_utilization_ratio')).toBeLessThanOrEqual(1)
    expect(text).toContain(`nodejs_version_info{version="${process.version}"} 1\n`)
    // Nothing has been measured since: not NaN, and not the largest number there is.
    expect(metrics.render()).toContain('nodejs_eventloop_lag_max_seconds')
    expect(metrics.render()).not.toMatch(/NaN|e\+/)
  })

  it('are accepted by promtool, where there is one', (context) => {
    const metrics = new Metrics()
    processMetrics(metrics)
    metrics
      .counter('auth_operations_total', { help: 'Logins.', labels: ['operation', 'status'] })
      .inc({ operation: 'a', status: 'b' })
    metrics
      .histogram('http_request_duration_seconds', { help: 'Requests.', labels: ['route'] })
      .observe(1, { route: '"\\\n' })
    const { error, status, stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], {
      input: metrics.render(),
      encoding: 'utf8',
    })
    if (error !== undefined) return context.skip('promtool is not installed (apt-get install prometheus)')
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
  })
})
