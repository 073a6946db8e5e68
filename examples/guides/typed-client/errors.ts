import { ProblemError } from 'vivace/client'
import type { Users } from './front-end.ts'

// #region throws
export async function register(client: Users, name: string): Promise<string> {
  try {
    const { id } = await client.createUser({ user: { name } })
    return `Welcome, number ${id}`
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'name-taken') return `${name} is taken`
    throw error
  }
}
// #endregion

// #region answer
export async function look(client: Users, userId: number): Promise<string> {
  const answer = await client.readUser.answer({ userId })
  if (answer.ok) return `${answer.body.name}, ${answer.headers.get('content-type')}`
  return `${answer.status}: ${answer.body.title}`
}
// #endregion

// #region stream
export async function follow(client: Users, signal: AbortSignal): Promise<number[]> {
  const seen: number[] = []
  for await (const { data } of client.countDown({ from: 3 }, { signal })) seen.push(data.left)
  return seen
}
// #endregion
