import { setTimeout as delay } from 'node:timers/promises'

/** What 300 logins at once have done to a server. */
export interface ManyLogins {
  /** How many were answered with each status. */
  readonly statuses: Readonly<Record<number, number>>
  /** How many of the 503 say when to come again. */
  readonly retryAfters: number
  /** Milliseconds that the longest login took. */
  readonly longest: number
  /** Milliseconds that each ping took which was sent meanwhile, 50 in a second, in order of length. */
  readonly pings: readonly number[]
  /** How many passwords were hashed at once, at the most. */
  readonly mostAtOnce: number
}

/** Sends 300 logins at once, and pings until the last is answered. */
export async function manyLogins(url: string): Promise<ManyLogins> {
  const statuses: Record<number, number> = {}
  let [retryAfters, longest, isOver] = [0, 0, false]
  const login = async (): Promise<void> => {
    const begun = performance.now()
    const init = { method: 'POST', body: '"purple-walrus"', headers: { 'content-type': 'application/json' } }
    const answer = await fetch(`${url}/login`, init)
    await answer.text()
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    if (answer.status === 503 && answer.headers.has('retry-after')) retryAfters++
    longest = Math.max(longest, performance.now() - begun)
  }
  const ping = async (): Promise<number> => {
    const begun = performance.now()
    const answer = await fetch(`${url}/ping`)
    if ((await answer.text()) !== 'pong') throw new Error(`A ping is answered ${answer.status}.`)
    return performance.now() - begun
  }
  // Connections are opened before: what that takes is not what is measured.
  await Promise.all(Array.from({ length: 320 }, ping))
  const logins = Promise.all(Array.from({ length: 300 }, login)).finally(() => (isOver = true))
  const pinging: Promise<number>[] = []
  while (!isOver) {
    pinging.push(ping())
    await delay(20)
  }
  await logins
  const pings = (await Promise.all(pinging)).sort((one, other) => one - other)
  const mostAtOnce = Number(await (await fetch(`${url}/load`)).text())
  return { statuses, retryAfters, longest, pings, mostAtOnce }
}
