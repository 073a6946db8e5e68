import type { DraftedRequest, WrittenRequest } from './wire-request.ts'
import { writeRequest } from './wire-request.ts'

/** Something that is wrong with a request as a whole, and the status that says so. */
export interface RequestFault {
  readonly what: string
  readonly status: 400 | 401 | 413 | 414 | 415 | 422
  readonly request: WrittenRequest
}

const brokenJson = [
  '{',
  '[1,',
  '{"a":}',
  "{'a':1}",
  'undefined',
  'NaN',
  '{"a":1,}',
  '01',
  '\u0000',
  '"\n"',
  '{} {}',
]

const otherTypes = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ],
  ...[
    'application/jsonp',
    'text/json',
    'application/octet-stream',
    'application/json; charset=utf-16',
    'json',
    '*/*',
  ],
]

/** Everything that can be made wrong about a request whose values are all right. */
export function requestFaults(draft: DraftedRequest): RequestFault[] {
  const good = writeRequest(draft)
  return [...bodyFaults(draft, good), ...targetFaults(draft, good), ...credentialFaults(draft, good)]
}

function bodyFaults({ operation }: DraftedRequest, good: WrittenRequest): RequestFault[] {
  const { body } = operation
  if (body?.mediaType !== 'application/json') return []
  const text = typeof good.body === 'string' ? good.body : '{}'
  const sent = { ...good, body: text, headers: withHeader(good.headers, 'content-type', 'application/json') }
  const wrong = (
    what: string,
    status: RequestFault['status'],
    changes: Partial<WrittenRequest>,
  ): RequestFault => ({
    what,
    status,
    request: { ...sent, ...changes },
  })
  const typed = (type: string | undefined): Pick<WrittenRequest, 'headers'> => ({
    headers: withHeader(good.headers, 'content-type', type),
  })
  const spread = new TextEncoder().encode(text)
  return [
    ...brokenJson.map((broken) => wrong('no JSON', 400, { body: broken })),
    // The last character of JSON always matters, but for the digits of a number.
    ...(/\d$/.test(text) ? [] : [wrong('cut off', 400, { body: text.slice(0, -1) || '{' })]),
    wrong('no UTF-8', 400, { body: new Uint8Array([...spread, 0xff]) }),
    wrong('too deep', 400, { body: `${'['.repeat(101)}${']'.repeat(101)}` }),
    ...otherTypes.map((type) => wrong(`sent as ${type}`, 415, typed(type))),
    wrong('bytes without a type', 415, { ...typed(undefined), body: spread }),
    wrong('compressed', 415, { headers: withHeader(sent.headers, 'content-encoding', 'gzip') }),
    wrong('a key that reaches a prototype', 422, { body: '{"__proto__":{"polluted":true}}' }),
    ...(body.isRequired ? [wrong('no body', 422, { body: undefined, headers: good.headers })] : []),
    ...(body.limit === undefined ? [] : [wrong('too large', 413, { body: `"${'x'.repeat(body.limit)}"` })]),
  ]
}

function targetFaults({ operation }: DraftedRequest, good: WrittenRequest): RequestFault[] {
  const [path = '', query] = good.target.split('?')
  const rest = query === undefined ? '' : `?${query}`
  const more = query === undefined ? '?' : `${rest}&`
  const names = operation.parameters.filter((parameter) => parameter.in === 'query')
  const pathNames = operation.parameters.filter((parameter) => parameter.in === 'path')
  const wrong = (what: string, status: RequestFault['status'], target: string): RequestFault => ({
    what,
    status,
    request: { ...good, target },
  })
  return [
    // The last segment of these templates is not always a parameter; where none takes the text, nobody decodes it.
    ...(pathNames.length === 0 || !operation.template.endsWith('}')
      ? []
      : [
          wrong('malformed percent-encoding', 400, `${path}%zz${rest}`),
          wrong('malformed UTF-8', 400, `${path}%C3%28${rest}`),
          wrong('an encoded slash', 400, `${path}%2Fx${rest}`),
          wrong('an encoded NUL', 400, `${path}%00${rest}`),
        ]),
    ...(names.length === 0
      ? []
      : [
          wrong('malformed percent-encoding', 400, `${path}${more}a=%zz`),
          wrong('malformed UTF-8', 400, `${path}${more}a=%ff`),
          wrong('too many fields', 400, `${path}${more}${'a=1&'.repeat(101)}`),
        ]),
    ...(operation.template.endsWith('s/{word}') ? [wrong('too long', 414, `/words/${'a'.repeat(257)}`)] : []),
  ]
}

function credentialFaults({ operation }: DraftedRequest, good: WrittenRequest): RequestFault[] {
  if (operation.schemes.length === 0) return []
  const bare = writeRequest({ operation: { ...operation, schemes: [] }, texts: new Map(), body: undefined })
  return [{ what: 'no credential', status: 401, request: { ...bare, target: withoutKey(good.target) } }]
}

function withoutKey(target: string): string {
  return target.replace(/([?&])key=[^&]*&?/, '$1')
}

function withHeader(
  headers: WrittenRequest['headers'],
  name: string,
  value: string | undefined,
): (readonly [string, string])[] {
  const others = headers.filter(([present]) => present !== name)
  return value === undefined ? others : [...others, [name, value]]
}
