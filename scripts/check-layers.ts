import { judgeLayers } from './layers/judge-layers.ts'
import { conclude } from './verdict.ts'

// Imports point left (ARCHITECTURE.md, "The rule"). Another tree: tsx scripts/check-layers.ts <root>
conclude(judgeLayers(process.argv[2] ?? '.'))
