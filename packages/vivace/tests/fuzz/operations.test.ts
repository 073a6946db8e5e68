import { deepStrictEqual, ok } from 'node:assert/strict'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { arrivals } from './demo/arrivals.ts'
import { demoApp } from './demo/demo-app.ts'
import { hasArrived, holdsUndeclared } from './documented/arrived.ts'
import { DocumentJudge } from './documented/document-judge.ts'
import { documentedOperations } from './documented/documented-operation.ts'
import { draftsOf } from './documented/drafted-request.ts'
import { requestFaults } from './documented/request-faults.ts'
import { explains, type Offence, Spoiler } from './documented/spoiled-request.ts'
import {
  type DraftedRequest,
  sendWritten,
  type WrittenRequest,
  writeRequest,
} from './documented/wire-request.ts'
import { assertAlways, runs } from './fuzz-settings.ts'
import { staysUnharmed } from './unharmed.ts'

const { app, mounted } = demoApp()
const documents = [['', app] as const, ...mounted]
const sent = { wrong: 0, right: 0 }

interface ProblemOfRequest {
  readonly status: number
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly code: string }[]
}

// Here and below node:assert, not expect(), which costs as much as the request itself.

/** Sends what must be refused, and answers the problem. */
async function refusal(request: WrittenRequest): Promise<ProblemOfRequest> {
  sent.wrong += 1
  arrivals.clear()
  const response = await sendWritten(app, request)
  const text = await response.text()
  deepStrictEqual(arrivals.list, [])
  ok(response.status >= 400 && response.status < 500, `${response.status} ${text}`)
  ok(response.headers.get('content-type') === 'application/problem+json', text)
  const problem: ProblemOfRequest = JSON.parse(text)
  ok(problem.status === response.status)
  return problem
}

/** The places that a problem names are those that were made wrong, and none of these goes unnamed. */
function checkBlame({ status, errors = [] }: ProblemOfRequest, offences: readonly Offence[]): void {
  ok(status === 422, `${status}, and not 422`)
  const blamed = errors.map(({ pointer, ...blame }) => ({ ...blame, path: pathOf(pointer) }))
  const innocent = blamed.filter((blame) => !offences.some((offence) => explains(offence, blame)))
  deepStrictEqual({ innocent, offences }, { innocent: [], offences })
  const unnamed = offences.filter((offence) => !blamed.some((blame) => explains(offence, blame)))
  deepStrictEqual({ unnamed, blamed }, { unnamed: [], blamed })
}

function pathOf(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1)
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const choice = fc.nat({ max: 2 ** 20 })
const choices = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(choice) },
  { weight: 2, arbitrary: fc.array(choice, { minLength: 2, maxLength: 3 }) },
)

async function checkRefused(
  good: DraftedRequest,
  chosen: readonly number[],
  spoiler: Spoiler,
): Promise<void> {
  const { draft, offences } = spoiler.spoil(good, chosen)
  const [first = 0] = chosen
  // One in five is wrong as a whole.
  const faults = offences.length === 0 || first % 5 === 0 ? requestFaults(good) : []
  const fault = faults[Math.floor(first / 5) % faults.length]
  if (fault === undefined) {
    checkBlame(await refusal(writeRequest(draft)), offences)
    return
  }
  const { status } = await refusal(fault.request)
  deepStrictEqual({ what: fault.what, status }, { what: fault.what, status: fault.status })
}

async function checkAnswered(draft: DraftedRequest, judge: DocumentJudge): Promise<void> {
  sent.right += 1
  arrivals.clear()
  const response = await sendWritten(app, writeRequest(draft))
  const text = await response.text()
  ok(response.status < 300, `${response.status} ${text}`)
  ok(arrivals.count === 1)
  const values = arrivals.list[0]?.values ?? {}
  ok(!holdsUndeclared(values), fc.stringify(values))
  if (draft.operation.body?.mediaType === 'application/json' && draft.body !== undefined)
    ok(hasArrived(draft.body, values), fc.stringify(values))
  const media = draft.operation.answers.get(String(response.status))
  ok(media !== undefined, `The status ${response.status} is not documented.`)
  const [type, schema = {}] = [...media][0] ?? []
  ok(response.headers.get('content-type')?.split(';')[0] === type)
  if (type === undefined) deepStrictEqual(text, '')
  else deepStrictEqual(judge.errorsOf(schema, type === 'application/json' ? JSON.parse(text) : text), [])
}

describe('every operation, by what its own document says', () => {
  staysUnharmed()

  const operations = documents.flatMap(([prefix, documented]) => {
    const judge = new DocumentJudge(documented.openapi())
    const spoiler = new Spoiler(judge)
    return documentedOperations(documented, prefix).map((operation) => ({ ...operation, judge, spoiler }))
  })

  it('is one of at least forty', () => {
    expect(operations.length).toBeGreaterThanOrEqual(40)
  })

  describe.each(operations)('$name', (operation) => {
    const { judge, spoiler } = operation

    it('refuses what is wrong, says where, and keeps it from the handler', async () => {
      const property = fc.asyncProperty(draftsOf(operation, judge), choices, (draft, chosen) =>
        checkRefused(draft, chosen, spoiler),
      )
      await assertAlways(property, runs(500, 10_000))
    })

    it('takes what is right, leaves out what it does not name, and answers as documented', async () => {
      const property = fc.asyncProperty(draftsOf(operation, judge), (draft) => checkAnswered(draft, judge))
      await assertAlways(property, runs(100, 2_000))
    })
  })

  afterAll(() => {
    console.log(`${operations.length} operations: ${sent.wrong} requests refused, ${sent.right} answered`)
  })
})
