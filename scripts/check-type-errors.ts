import { judgeTypeErrors } from './types/type-errors.ts'
import { conclude } from './verdict.ts'

// Mistakes get compiler errors that speak. `npm run type-errors -- --update` rewrites the expected texts.
const [folder = 'packages/vivace/tests/type-errors'] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'))
conclude(await judgeTypeErrors(folder, { update: process.argv.includes('--update') }))
