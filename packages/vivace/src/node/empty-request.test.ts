import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { endEmptyRequest } from './empty-request.ts'

it('ends a request that has no body, and says nothing of it', async () => {
  const request = new IncomingMessage(new Socket())
  const heard: string[] = []
  for (const event of ['data', 'end', 'close', 'error', 'readable'] as const)
    request.on(event, () => heard.push(event))
  heard.length = 0
  endEmptyRequest(request)
  // What the parser does when the request is over.
  request.push(null)
  await new Promise((resolve) => setImmediate(resolve))
  expect(request.readableEnded).toBe(true)
  expect(heard).toEqual([])
})

it('gives nothing to whoever reads it all the same, and does not wait', async () => {
  const request = new IncomingMessage(new Socket())
  endEmptyRequest(request)
  request.push(null)
  expect(request.read()).toBeNull()
  expect(request.destroyed).toBe(true)
})
