import type { Clock } from '../exchange/index.ts'
import { isJson, parseMediaType } from '../http/index.ts'
import { isJwk, type Jwk } from './json-web-key.ts'

const longestWait = 5_000
const mostBytes = 256 * 1_024
const mostKeys = 100

/**
 * Fetches a set of keys (RFC 7517, section 5): within 5 s, at most 256 KiB and 100 keys, no redirects.
 *
 * Throws an `Error` that says what is wrong.
 */
export async function fetchKeySet(url: string, clock: Clock): Promise<readonly Jwk[]> {
  const controller = new AbortController()
  const cancel = clock.timer(longestWait, () => controller.abort(new Error('it took longer than 5 s')))
  try {
    const headers = { accept: 'application/jwk-set+json, application/json' }
    const response = await fetch(url, { signal: controller.signal, redirect: 'manual', headers })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new Error(`it answered ${response.status}`)
    }
    const type = parseMediaType(response.headers.get('content-type') ?? '')
    if (type === undefined || !isJson(type)) {
      await response.body?.cancel()
      throw new Error('it is not JSON by its Content-Type')
    }
    return readKeys(await readText(response))
  } finally {
    cancel()
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  for await (const chunk of chunksOf(response)) {
    size += chunk.length
    if (size > mostBytes) throw new Error('it is larger than 256 KiB')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

// Not every runtime can iterate over a stream.
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function readKeys(text: string): readonly Jwk[] {
  const set: unknown = JSON.parse(text)
  const keys = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : undefined
  if (!Array.isArray(keys)) throw new Error('it is not a set of keys')
  if (keys.length > mostKeys) throw new Error('it has more than 100 keys')
  return keys.filter(isJwk)
}
