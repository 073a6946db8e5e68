import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ask } from './ask.ts'
import type { Received } from './ask.ts'
import { workloads } from './workloads.ts'
import type { Expectation, SentRequest, WorkloadName } from './workloads.ts'

/**
 * Asks a server everything that the workloads expect and answers what is wrong; a server with faults is not
 * timed.
 *
 *     await checkServer('http://127.0.0.1:8000', ['W3'])
 *     // ['W3 refuses a short password: it answered 201, not 400 or 422']
 */
export async function checkServer(origin: string, names: readonly WorkloadName[]): Promise<string[]> {
  const faults: string[] = []
  for (const name of names) {
    for (const expectation of workloads[name].expectations) {
      const fault = await checkOne(origin, expectation)
      if (fault !== undefined) faults.push(`${name} ${expectation.name}: ${fault}`)
    }
  }
  if (names.includes('W4')) faults.push(...(await checkSessions(origin)))
  return faults
}

async function checkOne(origin: string, expectation: Expectation): Promise<string | undefined> {
  try {
    return judge(await ask(origin, expectation.request), expectation)
  } catch (error) {
    return `there was no answer (${String(error)})`
  }
}

function judge(received: Received, { statuses, json }: Expectation): string | undefined {
  if (!statuses.includes(received.status)) {
    return `it answered ${received.status}, not ${statuses.join(' or ')}`
  }
  if (json === undefined || received.status >= 400) return undefined
  if (!received.mediaType.startsWith('application/json'))
    return `it answered ${received.mediaType || 'no media type'}`
  // Through JSON and back, because a member that is `undefined` here is absent on the wire.
  const expected: unknown = JSON.parse(JSON.stringify(json))
  if (isDeepStrictEqual(parse(received.text), expected)) return undefined
  return `it answered ${received.text.slice(0, 300)}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const sessions: SentRequest = { method: 'GET', path: '/sessions', headers: {} }

interface SessionCounts {
  readonly opened: number
  readonly open: number
}

/** W4 says that a session is opened and closed; `GET /sessions` tells whether it was. It is never timed. */
async function checkSessions(origin: string): Promise<string[]> {
  const before = await sessionCounts(origin)
  await checkOne(origin, { name: '', request: workloads.W4.request, statuses: [200] })
  let after = await sessionCounts(origin)
  // Closing may come after the answer: an idiom, not a fault.
  for (let turn = 0; turn < 50 && after !== undefined && after.open !== 0; turn++) {
    await wait(20)
    after = await sessionCounts(origin)
  }
  if (before === undefined || after === undefined)
    return ['W4 counts its sessions: GET /sessions did not tell']
  const faults: string[] = []
  if (after.opened !== before.opened + 1) faults.push('W4 opens one session for each request: it did not')
  if (after.open !== 0) faults.push(`W4 closes its sessions: ${after.open} are open still`)
  return faults
}

async function sessionCounts(origin: string): Promise<SessionCounts | undefined> {
  const answer = await ask(origin, sessions).catch(() => undefined)
  const counts = parse(answer?.text ?? '')
  const isCounts = typeof counts === 'object' && counts !== null && 'opened' in counts && 'open' in counts
  return isCounts ? { opened: Number(counts.opened), open: Number(counts.open) } : undefined
}
