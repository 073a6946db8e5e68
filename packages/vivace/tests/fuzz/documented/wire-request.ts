import type { OpenApiParameter } from '../../../src/openapi/document.ts'
import { credentials } from '../demo/guards.ts'
import type { DocumentedOperation } from './documented-operation.ts'
import { isRest } from './parameter-texts.ts'

/** A request to one operation, before it is written down. */
export interface DraftedRequest {
  readonly operation: DocumentedOperation
  /** The texts of each parameter that is sent. */
  readonly texts: ReadonlyMap<OpenApiParameter, readonly string[] | undefined>
  /** The JSON value; `undefined` for no body. */
  readonly body: unknown
}

/** A request as it is sent. */
export interface WrittenRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
}

/** Writes a request down, with the credentials that its operation demands. */
export function writeRequest({ operation, texts, body }: DraftedRequest): WrittenRequest {
  const query: string[] = []
  const headers: [string, string][] = []
  const cookies: string[] = []
  let path = operation.template
  for (const [{ in: place, name }, values = []] of texts) {
    if (place === 'path') path = path.replace(`{${name}}`, () => pathText(name, values[0] ?? ''))
    else if (place === 'query') query.push(...values.map((value) => field(name, value)))
    else if (place === 'cookie') cookies.push(...values.map((value) => field(name, value)))
    else if (values.length > 0) headers.push([name, values.join(',')])
  }
  for (const [, scheme] of operation.schemes) addCredential(scheme, { query, headers, cookies })
  if (cookies.length > 0) headers.push(['cookie', cookies.join('; ')])
  if (body !== undefined) headers.push(['content-type', operation.body?.mediaType ?? 'application/json'])
  return {
    method: operation.method,
    target: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers,
    body: body === undefined || body instanceof Uint8Array ? bytesOf(body) : JSON.stringify(body),
  }
}

function bytesOf(body: Uint8Array | undefined): Uint8Array<ArrayBuffer> | undefined {
  return body === undefined ? undefined : new Uint8Array(body)
}

function field(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
}

function pathText(name: string, text: string): string {
  return isRest(name) ? text.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(text)
}

interface Parts {
  readonly query: string[]
  readonly headers: [string, string][]
  readonly cookies: string[]
}

function addCredential(scheme: Readonly<Record<string, unknown>>, { query, headers, cookies }: Parts): void {
  const name = String(scheme['name'])
  if (scheme['scheme'] === 'bearer') headers.push(['authorization', `Bearer ${credentials.bearer}`])
  else if (scheme['scheme'] === 'basic') {
    const { username, password } = credentials.basic
    headers.push(['authorization', `Basic ${btoa(`${username}:${password}`)}`])
  } else if (scheme['in'] === 'header') headers.push([name, credentials.apiKeyHeader])
  else if (scheme['in'] === 'query') query.push(field(name, credentials.apiKeyQuery))
  else if (scheme['in'] === 'cookie') cookies.push(field(name, credentials.apiKeyCookie))
  else throw new Error(`There is no credential for the scheme ${JSON.stringify(scheme)}.`)
}

/** Sends a request to an app as a runtime of the Fetch standard does. */
export function sendWritten(
  app: { fetch(request: Request): Promise<Response> },
  { method, target, headers, body }: WrittenRequest,
): Promise<Response> {
  const made = new Headers()
  for (const [name, value] of headers) made.append(name, value)
  return app.fetch(
    new Request(`https://demo.example${target}`, {
      method,
      headers: made,
      ...(body === undefined ? {} : { body }),
    }),
  )
}
