import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Jwk } from '../../src/jwt/index.ts'
import { localKeys } from '../../src/jwt/local-keys.ts'
import { verifySignature } from '../../src/jwt/signed-token.ts'
import { type TokenAlgorithm, tokenAlgorithms } from '../../src/jwt/token-algorithm.ts'
import { judgeAlgorithms } from '../../src/jwt/token-rules.ts'
import { pickKey, type TokenKeys } from '../../src/jwt/verification-key.ts'

interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly jws: string | object
  readonly result: 'valid' | 'invalid'
  readonly jwks: readonly Jwk[]
}

type KeyGroup = Jwk | { readonly keys: readonly Jwk[] }

interface VectorFile {
  readonly numberOfTests: number
  readonly testGroups: readonly {
    readonly public?: KeyGroup
    readonly private: KeyGroup
    readonly tests: readonly Omit<Vector, 'jwks'>[]
  }[]
}

function read(name: string): readonly Vector[] {
  const text = readFileSync(new URL(`wycheproof/${name}`, import.meta.url), 'utf8')
  // The files have a schema of their own (schemas/json_web_signature_schema_v1.json).
  const file = JSON.parse(text) as VectorFile
  const vectors = file.testGroups.flatMap(({ tests, public: open, private: closed }) => {
    const group = open ?? closed
    // An index signature lets any key be read: the set is the one with a list.
    const jwks = Array.isArray(group.keys) ? (group.keys as Jwk[]) : [group as Jwk]
    return tests.map((vector) => ({ ...vector, jwks }))
  })
  expect(vectors).toHaveLength(file.numberOfTests)
  return vectors
}

/** Verifies a vector as a verifier would that is configured for exactly these keys. */
async function judge({ jws, jwks }: Vector): Promise<'valid' | 'invalid'> {
  const token = typeof jws === 'string' ? jws : JSON.stringify(jws)
  try {
    const algorithms = algorithmsFor(jwks, token)
    judgeAlgorithms(algorithms, 'here')
    const keys = zeroSecret(jwks) ?? (await localKeys(jwks, algorithms, 'here'))
    await verifySignature(token, { keys, maxLength: 8_192 })
    return 'valid'
  } catch (error) {
    // Nothing else may come out: a definition that is refused, or a token that is.
    expect(error).toMatchObject({ code: expect.stringMatching(/^(TOKEN_OPTION_INVALID|invalid-token)$/) })
    return 'invalid'
  }
}

// The vectors of encodings have a secret of zeros, which no verifier takes: they are to fail by their encoding.
function zeroSecret(jwks: readonly Jwk[]): TokenKeys | undefined {
  const [jwk] = jwks
  const k = jwk?.['k']
  if (jwk?.alg !== 'HS256' || typeof k !== 'string' || !/^A+$/.test(k)) return undefined
  const key = { id: jwk.kid, algorithm: 'HS256', key: Buffer.from(k, 'base64url') } as const
  return { find: async (header) => pickKey([key], header) }
}

// Where a key does not say what it is for, the attacker's wish is granted.
function algorithmsFor(jwks: readonly Jwk[], token: string): TokenAlgorithm[] {
  const named = jwks.map(({ alg }) => alg ?? algorithmIn(token))
  // Names that are none are refused when the verifier is made.
  return [...new Set(named)].filter((name): name is TokenAlgorithm => tokenAlgorithms.has(name))
}

function algorithmIn(token: string): string {
  const head = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
  return /"alg":"(\w+)"/.exec(head)?.[1] ?? ''
}

/** Vectors that are called valid, and are refused all the same: with the reason. */
const stricter: ReadonlyMap<number, string> = new Map([
  [346, 'the key is for PS256, the token is signed with PS384'],
  [350, 'the key is for PS256, the token is signed with PS384'],
  [347, 'the key is for ES521, which is no algorithm'],
  [351, 'the key is for ES521, which is no algorithm'],
  [372, 'a question mark stands in the header'],
  [373, 'a question mark stands in the payload'],
])

// They are called invalid for a padding that was lost when they were written: what is left is vector 357, which is valid.
const contradictions = [367, 370]

const signatures = read('json_web_signature_test.json')
const keys = read('json_web_key_test.json')
const isContradiction = ({ tcId, comment }: Vector): boolean =>
  contradictions.includes(tcId) && comment.startsWith('invalidBase64Padding')
const vectors = [...signatures, ...keys].filter((vector) => !isContradiction(vector))
const count = (result: string): number => vectors.filter((vector) => vector.result === result).length

describe(`Wycheproof, ${vectors.length} vectors of JSON Web Signature and JSON Web Key`, () => {
  it(`accepts none of the ${count('invalid')} invalid ones`, async () => {
    const accepted: string[] = []
    for (const vector of vectors.filter(({ result }) => result === 'invalid'))
      if ((await judge(vector)) === 'valid') accepted.push(`${vector.tcId} ${vector.comment}`)
    expect(accepted).toEqual([])
  })

  it(`accepts the ${count('valid')} valid ones but ${stricter.size}, which it refuses for a reason`, async () => {
    const refused: number[] = []
    for (const vector of vectors.filter(({ result }) => result === 'valid'))
      if ((await judge(vector)) === 'invalid') refused.push(vector.tcId)
    expect(refused.sort()).toEqual([...stricter.keys()].sort())
  })

  it('leaves two out that are another, valid one to the letter', () => {
    const valid = signatures.find(({ tcId }) => tcId === 357)
    const left = signatures.filter(isContradiction)
    expect(left.map(({ jws }) => jws)).toEqual([valid?.jws, valid?.jws])
  })
})
