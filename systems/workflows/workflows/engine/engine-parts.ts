import type { Llm } from '@vivace/llm'
import type { Clock } from 'vivace'
import type { Config } from '../../core/config.ts'
import type { ResultCache } from '../../core/results/result-cache.ts'
import type { RunStore } from '../../core/runs/run-store.ts'
import type { Toolbox } from '../../tools/toolbox.ts'

/** What runs are carried out with. */
export interface EngineParts {
  readonly store: RunStore
  readonly results: ResultCache
  readonly languageModel: Llm
  readonly toolbox: Toolbox
  readonly config: Config
  readonly clock: Clock
}
