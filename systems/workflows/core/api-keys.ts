import { createHash } from 'node:crypto'
import { singleton } from 'vivace'
import { config } from './config.ts'

/** Who may call. */
export interface ApiKeys {
  /** Whether there are none: then everybody may. */
  readonly isOpen: boolean
  /** The name of a key; `undefined` if there is no such key. */
  nameOf(key: string): string | undefined
}

/** The keys of API_KEYS. Only their hashes are looked up: how long that takes tells nothing of a key. */
export const apiKeys = singleton({ config }, ({ config }): ApiKeys => {
  const names = new Map(
    config.apiKeys.map((written) => {
      const [name = '', ...key] = written.reveal().split(':')
      return [hash(key.join(':')), name]
    }),
  )
  return { isOpen: names.size === 0, nameOf: (key) => names.get(hash(key)) }
})

function hash(key: string): string {
  return createHash('sha256').update(key).digest('base64')
}
