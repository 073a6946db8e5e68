import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Server } from 'vivace/node'
import { type ProblemCode, problemCodes } from '../../src/errors/index.ts'
import { openConnection } from '../edges/raw-connection.ts'
import { jsonOf, valueOf } from '../edges/wire-answer.ts'
import { fetchedProblems } from './fetched-problems.ts'
import { problemRequests, shop } from './problem-requests.ts'
import { shownUnder } from './shown-under.ts'

let server: Server

beforeAll(async () => {
  server = await serve(shop, { port: 0, announce: false, signals: false })
})

afterAll(async () => {
  await server.stop()
})

const fetched = problemCodes.filter((code) => code in fetchedProblems)
const overTheWire = problemCodes.filter((code) => !fetched.includes(code))

describe('the problem under each code in docs/errors.md', () => {
  it.each(overTheWire)('is what the server answers: %s', async (code) => {
    const [lines, body = ''] = problemRequests[code] ?? []
    if (lines === undefined) throw new Error(`Write a request for ${code} in problem-requests.ts.`)
    const connection = await openConnection(server.port)
    connection.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
    const answer = await connection.answer()
    connection.destroy()
    expect(valueOf(answer, 'content-type')).toBe('application/problem+json')
    expect(jsonOf(answer)).toEqual(shownProblem(code))
  })

  it.each(fetched)('is what is answered without a wire: %s', async (code) => {
    const answer = await fetchedProblems[code]?.()
    expect(await answer?.json()).toEqual(shownProblem(code))
  })
})

function shownProblem(code: ProblemCode): unknown {
  const problem: unknown = JSON.parse(shownUnder(code, 'json') ?? 'null')
  expect(problem).toMatchObject({ code })
  return problem
}
