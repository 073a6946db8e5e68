import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { BodyFaults, replaceAt } from './documented/body-faults.ts'
import { DocumentValues } from './documented/document-values.ts'
import { oddities } from './documented/text-faults.ts'
import { runs, seed } from './fuzz-settings.ts'
import { shapeLibraries } from './shapes/library-shape.ts'
import { type Shape, shapes } from './shapes/shape.ts'
import { tamed } from './shapes/tamed-value.ts'
import { TwoVerdicts, type Verdicts } from './shapes/two-verdicts.ts'
import { staysUnharmed } from './unharmed.ts'

/** How many schemas, by library: 300 together. */
const counts: Readonly<Record<string, number>> = { zod: 180, valibot: 40, arktype: 40, typebox: 40 }
const valuesEach = runs(300, 3_000)
const judged = { values: 0, texts: 0, taken: 0 }

const textKinds: readonly Shape['kind'][] = [
  ...(['integer', 'number', 'string', 'boolean', 'choice', 'literal', 'date', 'email', 'uuid'] as const),
]

/** Values of a schema, values of it with one place made wrong, and any values at all. */
function valuesFor({ judge, bodySchema }: TwoVerdicts): unknown[] {
  const right = fc.sample(new DocumentValues(judge, 'body').of(bodySchema), { seed, numRuns: valuesEach / 4 })
  const faults = new BodyFaults(judge)
  const wrong = right.flatMap((value, at) =>
    [7_919, 104_729].flatMap((prime) => {
      const fault = faults.pick(bodySchema, value, at * prime)
      return fault === undefined ? [] : [replaceAt(value, fault.path, fault.replacement)]
    }),
  )
  const any = fc.sample(fc.jsonValue(), { seed, numRuns: valuesEach - right.length - wrong.length })
  return [...right, ...wrong, ...any].map((value) => tamed(withoutPrototypeKeys(value)))
}

// These are refused whatever the schema says, and have tests of their own.
function withoutPrototypeKeys(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll(/__proto__|prototype/g, 'proto'))
}

function textsFor({ judge, parameter }: TwoVerdicts): string[] {
  if (parameter === undefined) return []
  const right = fc.sample(new DocumentValues(judge, 'query').of(parameter.schema), { seed, numRuns: 40 })
  const isTamed = (text: string): boolean => !(Number(text) !== tamed(Number(text)))
  return [...right.map(tamed).map(String), ...oddities].filter(
    (text) => parameter.schema.multipleOf === undefined || isTamed(text) || Number.isNaN(Number(text)),
  )
}

function check({ ours, documents }: Verdicts, sent: unknown, { bodySchema }: TwoVerdicts): void {
  if (ours) judged.taken += 1
  if (ours === documents) return
  const verdicts = ours ? 'We take what the document refuses' : 'We refuse what the document takes'
  throw new Error(`${verdicts} (seed ${seed}): ${JSON.stringify(sent)}, of ${JSON.stringify(bodySchema)}`)
}

describe.each(shapeLibraries)('schemas of $name', ({ name, schemaOf, takes }) => {
  staysUnharmed()

  const drawn = fc.sample(shapes.filter(takes), { seed, numRuns: counts[name] ?? 0 })

  it('judge as the document does, body and text alike', { timeout: 120_000 * runs(1, 20) }, async () => {
    for (const shape of drawn) {
      const verdicts = new TwoVerdicts(schemaOf(shape), textKinds.includes(shape.kind))
      for (const value of valuesFor(verdicts)) {
        judged.values += 1
        check(await verdicts.ofValue(value), value, verdicts)
      }
      for (const text of textsFor(verdicts)) {
        judged.texts += 1
        check(await verdicts.ofText(text), text, verdicts)
      }
    }
  })
})

describe('what was judged', () => {
  afterAll(() => {
    console.log(
      `300 schemas: ${judged.values} values and ${judged.texts} texts, ${judged.taken} of them taken`,
    )
  })

  it('is 90,000 values of 300 schemas, and both verdicts often', () => {
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(300)
    expect(judged.values).toBeGreaterThanOrEqual(90_000)
    expect(judged.taken).toBeGreaterThan(judged.values / 5)
    expect(judged.taken).toBeLessThan(judged.values / 2)
  })
})
