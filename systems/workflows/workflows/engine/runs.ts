import { clock, singleton } from 'vivace'
import { config } from '../../core/config.ts'
import { languageModel } from '../../core/language-model.ts'
import { measureQueue } from '../../core/metrics.ts'
import { results } from '../../core/results/result-cache.ts'
import { MemoryRunStore } from '../../core/runs/memory-run-store.ts'
import { RedisRunStore } from '../../core/runs/redis-run-store.ts'
import type { RunStore } from '../../core/runs/run-store.ts'
import { sharedRedis } from '../../core/shared-redis.ts'
import { toolbox } from '../../tools/toolbox.ts'
import { RunEngine } from './run-engine.ts'
import { RunRegister } from './run-register.ts'

/** Where runs are kept: in Redis where REDIS_URL names one, for all processes; else in memory. */
export const runStore = singleton(
  { config, clock, sharedRedis },
  ({ config, clock, sharedRedis: { connection: redis } }): RunStore => {
    const ttl = config.runTtl * 3_600_000
    return redis === undefined ? new MemoryRunStore({ clock, ttl }) : new RedisRunStore({ redis, ttl })
  },
)

/** Carries out the runs of this process. */
export const engine = singleton(
  { store: runStore, results, languageModel, toolbox, config, clock },
  async function* (options) {
    const engine = new RunEngine(options)
    measureQueue(engine.queue)
    yield engine
    await engine.close()
  },
)

/** Finds and ends runs, whichever process carries them out. */
export const runs = singleton({ engine, store: runStore, clock }, async function* (options) {
  const register = await RunRegister.open(options)
  yield register
  register.close()
})
