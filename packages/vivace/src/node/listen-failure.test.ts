import { describe, expect, it } from 'vitest'
import { listenFailure } from './listen-failure.ts'

const address = { host: '192.0.2.1', port: 80 }

const failure = (code: string): Error => listenFailure(Object.assign(new Error('no'), { code }), address)

describe('listenFailure()', () => {
  it.each([
    ['EADDRINUSE', 'port 80 is in use', 'PORT=81'],
    ['EACCES', 'may not listen on port 80', 'from 1024 up'],
    ['EADDRNOTAVAIL', 'no address 192.0.2.1', '0.0.0.0'],
    ['ENOTFOUND', 'host name 192.0.2.1 is not known', 'IP address'],
  ])('says where, why and what to do for %s', (code, cause, remedy) => {
    const { message } = failure(code)
    expect(message).toContain('serve() on 192.0.2.1, port 80: ')
    expect(message).toContain(cause)
    expect(message).toContain(remedy)
    expect(message).toContain('ADDRESS_UNAVAILABLE')
  })

  it('keeps the error of the system as its cause', () => {
    expect(failure('EACCES').cause).toMatchObject({ code: 'EACCES' })
  })

  it('gives any other error as it is', () => {
    expect(failure('EMFILE')).toMatchObject({ message: 'no', code: 'EMFILE' })
  })
})
