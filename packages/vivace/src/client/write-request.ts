import type { ClientField, ClientInput, ClientOperation } from './client-operations.ts'
import { textOf, textsOf } from './encode-text.ts'
import { writePath } from './write-path.ts'

/** A request before it is one. */
export interface RequestDraft {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Headers that the values have become, and the body's type. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ClientBody | undefined
}

/** A body that `fetch` takes. */
export type ClientBody = string | Blob | Uint8Array<ArrayBuffer> | ArrayBuffer | URLSearchParams | FormData

/** What the values have become so far. */
interface Parts {
  readonly path: Map<string, string>
  readonly query: string[]
  readonly headers: [string, string][]
  readonly fields: [string, string][]
  readonly files: [string, Blob][]
  readonly members: Record<string, unknown>
  isKeyed: boolean
  body: ClientBody | undefined
}

/**
 * Puts the values of a call where the operation reads them.
 *
 *     writeRequest({ method: 'GET', path: '/users/{id}', inputs: { id: { in: 'path', name: 'id' } } }, { id: 7 })
 *     // { method: 'GET', target: '/users/7', headers: [], body: undefined }
 *
 * Throws `TypeError` for a value that cannot be sent as it is.
 */
export function writeRequest(
  operation: ClientOperation,
  values: Readonly<Record<string, unknown>>,
): RequestDraft {
  const parts: Parts = {
    path: new Map(),
    query: [],
    headers: [],
    fields: [],
    files: [],
    members: {},
    isKeyed: false,
    body: undefined,
  }
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) placeInput(parts, inputOf(operation, name), { name, value })
  }
  const query = parts.query.length === 0 ? '' : `?${parts.query.join('&')}`
  return {
    method: operation.method,
    target: writePath(operation.path, parts.path) + query,
    headers: parts.headers,
    body: bodyOf(operation, parts),
  }
}

interface Given {
  readonly name: string
  readonly value: unknown
}

function inputOf({ method, path, inputs = {} }: ClientOperation, name: string): ClientInput {
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  if (input !== undefined) return input
  throw new TypeError(
    `'${name}' is no input of ${method} ${path}. Is the client older than the app, or the other way round?`,
  )
}

function placeInput(parts: Parts, input: ClientInput, { name, value }: Given): void {
  const { fields } = input
  if (fields === undefined) return placeField(parts, input, { name: input.name ?? name, value })
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`'${name}' is a model: give an object.`)
  for (const [field, one] of Object.entries(value)) {
    if (one === undefined) continue
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined
    placeField(parts, { ...known, in: input.in }, { name: known?.name ?? field, value: one })
  }
}

function placeField(
  parts: Parts,
  input: ClientField & { readonly in: string },
  { name, value }: Given,
): void {
  switch (input.in) {
    case 'path':
      return void parts.path.set(name, textOf(name, value))
    case 'query':
      return void parts.query.push(
        ...textsOf(name, value).map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
      )
    case 'header':
      return void parts.headers.push([name, headerOf(name, value)])
    case 'form':
      return void parts.fields.push(...fieldTexts(name, value, input.json).map(toPair(name)))
    case 'file':
      return void parts.files.push(
        ...[value].flat().map((file): [string, Blob] => [name, blobOf(name, file)]),
      )
    case 'body':
      return placeBody(parts, input.name, value)
    case 'bytes':
      parts.headers.push(['content-type', name])
      // The compiler has seen that it is text or bytes; `fetch` refuses anything else.
      parts.body = value as ClientBody
      return undefined
    default:
      throw new TypeError(`'${name}' is sent in a place that this client does not know ('${input.in}').`)
  }
}

const toPair =
  (name: string) =>
  (text: string): [string, string] => [name, text]

function headerOf(name: string, value: unknown): string {
  const texts = textsOf(name, value)
  if (!Array.isArray(value) || !texts.some((text) => text.includes(','))) return texts.join(', ')
  throw new TypeError(`'${name}': an item of a list in a header cannot hold a comma, which ends items.`)
}

function fieldTexts(name: string, value: unknown, json: string | undefined): string[] {
  if (json === undefined) return textsOf(name, value)
  return (json === 'items' ? [value].flat() : [value]).map((one) => JSON.stringify(one))
}

function blobOf(name: string, file: unknown): Blob {
  if (file instanceof Blob) return file
  throw new TypeError(`'${name}' is a file: give a File or a Blob.`)
}

function placeBody(parts: Parts, member: string | undefined, value: unknown): void {
  if (member === undefined) {
    parts.body = JSON.stringify(value)
    parts.headers.push(['content-type', 'application/json'])
    return
  }
  parts.isKeyed = true
  // As data a member may be called __proto__; assigned, it would change the prototype.
  Object.defineProperty(parts.members, member, { value, enumerable: true })
}

function bodyOf({ inputs = {} }: ClientOperation, parts: Parts): ClientBody | undefined {
  if (parts.isKeyed) {
    parts.headers.push(['content-type', 'application/json'])
    return JSON.stringify(parts.members)
  }
  const places = new Set(Object.values(inputs).map((input) => input.in))
  if (places.has('file')) return multipart(parts)
  return places.has('form') ? new URLSearchParams(parts.fields) : parts.body
}

function multipart({ fields, files }: Parts): FormData {
  const form = new FormData()
  for (const [name, text] of fields) form.append(name, text)
  for (const [name, file] of files) form.append(name, file)
  return form
}
