import { randomBytes } from 'node:crypto'

/** The two parts of an API key: what it is found by, and what proves it. */
export interface ApiKeyParts {
  readonly selector: string
  readonly verifier: string
}

/** A new key: 64 bits to find it by, 256 bits that nobody guesses. */
export function newApiKey(): ApiKeyParts {
  return { selector: randomBytes(8).toString('hex'), verifier: randomBytes(32).toString('hex') }
}

/**
 * A key as its owner has it. The prefix lets scanners of source code find keys that leaked.
 *
 *     apiKeyText('shop', parts)   // 'shop_5c1b…_9f04…'
 */
export function apiKeyText(prefix: string, { selector, verifier }: ApiKeyParts): string {
  return `${prefix}_${selector}_${verifier}`
}

const partsPattern = /^([\da-f]{16})_([\da-f]{64})$/

/** The parts of a key; `undefined` for what is none. */
export function parseApiKey(prefix: string, text: string): ApiKeyParts | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined
  const [, selector, verifier] = partsPattern.exec(text.slice(prefix.length + 1)) ?? []
  return selector === undefined || verifier === undefined ? undefined : { selector, verifier }
}
