import { expect, it } from 'vitest'
import { follow, look, register } from './errors.ts'
import { client, welcome } from './front-end.ts'
import { app } from './app.ts'
import operations from './operations.json' with { type: 'json' }
import { inProcess, signedIn } from './options.ts'
import { client as given } from './without-fetching.ts'

it('calls the routes by their names', async () => {
  expect(await welcome(inProcess)).toBe('Ada since 1970, and 0 others')
})

it('throws what is no success, or gives it', async () => {
  expect(await register(inProcess, 'Bob')).toBe('Welcome, number 2')
  expect(await register(inProcess, 'Ada')).toBe('Ada is taken')
  expect(await look(inProcess, 1)).toBe('Ada, application/json')
  expect(await look(inProcess, 2)).toBe('404: Not Found')
})

it('iterates what streams', async () => {
  expect(await follow(inProcess, AbortSignal.timeout(60_000))).toEqual([3, 2, 1])
})

it('has in its file what the command writes', () => {
  expect(operations).toEqual(app.operations({ hidden: true }))
})

it('is made without a server', () => {
  for (const one of [client, given]) expect(typeof one.listUsers).toBe('function')
  expect(typeof signedIn(() => Promise.resolve('a')).readUser).toBe('function')
})
