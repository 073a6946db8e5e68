import type { Failure } from '../errors/index.ts'

/**
 * What is wrong with a message or a handshake, in few words: the reason of a close frame has 123 bytes.
 *
 *     wordFailures([{ in: 'message', path: ['step'], message: 'expected number', code: 'type' }])    // '/step: expected number'
 *     wordFailures([{ in: 'query', path: ['page'], message: 'expected number', code: 'type' }])      // 'query /page: expected number'
 */
export function wordFailures(failures: readonly Failure[]): string {
  return failures.map(wordFailure).join('; ')
}

function wordFailure({ in: place, path, message }: Failure): string {
  const where = [place === 'message' ? '' : place, path.length === 0 ? '' : `/${path.join('/')}`]
  const said = where.filter((part) => part !== '').join(' ')
  return said === '' ? message : `${said}: ${message}`
}
