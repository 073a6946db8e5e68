import { describe, expect, it } from 'vitest'
import { isLostConnection } from './lost-connection.ts'

const stateOf = (code: string): Error =>
  Object.assign(new Error('of the server'), { code, severity: 'FATAL' })
const socketError = (code: string): Error => Object.assign(new Error('of the socket'), { code })

describe('isLostConnection()', () => {
  it.each(['08006', '57P01', '57P02', '57P03', '53300', '25P03'])('knows the state %s', (code) => {
    expect(isLostConnection(stateOf(code))).toBe(true)
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])(
    'knows %s of Node.js',
    (code) => {
      expect(isLostConnection(socketError(code))).toBe(true)
    },
  )

  it('knows what pg says without a code, and what comes of several addresses', () => {
    expect(isLostConnection(new Error('Connection terminated unexpectedly'))).toBe(true)
    expect(isLostConnection(new Error('Connection terminated due to connection timeout'))).toBe(true)
    expect(
      isLostConnection(new AggregateError([socketError('ECONNREFUSED'), socketError('ETIMEDOUT')])),
    ).toBe(true)
  })

  it.each([
    stateOf('23505'),
    stateOf('57014'),
    new TypeError('a mistake'),
    new AggregateError([new TypeError()]),
    'text',
    undefined,
  ])('takes nothing else for it: %s', (error) => {
    expect(isLostConnection(error)).toBe(false)
  })
})
