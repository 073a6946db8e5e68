import { readFileSync } from 'node:fs'
import { listFiles } from './list-files.ts'
import { typeExamples, untestedExamples } from './types/doc-examples.ts'
import { conclude } from './verdict.ts'

// Every type helper has an example in its comment, and the same lines as a test: `Expect<Equal<example, result>>`.
const sources = listFiles('.', 'packages', /^packages\/[^/]+\/src\/.*(?<!\.test)\.ts$/)
const tests = listFiles('.', 'packages', /^packages\/[^/]+\/tests\/types\/.*\.ts$/)
const examples = sources.flatMap((path) => typeExamples(readFileSync(path, 'utf8')))
const untested = untestedExamples(
  examples,
  tests.map((path) => readFileSync(path, 'utf8')),
)

conclude({
  findings: [
    ...(examples.length === 0 ? ['there are no examples to check'] : []),
    ...untested.map((example) => `no test in tests/types has the example ${example}`),
  ],
  seen: `${examples.length} examples of type helpers, ${tests.length} files of type tests`,
})
