import { type Failure, type HttpError, ValidationError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import { problemDocument, problemMediaType } from '../http/index.ts'
import { fastapiAnswer } from './fastapi/index.ts'

/** The shape of error bodies: problem documents (RFC 9457), or FastAPI's own for front ends that expect it. */
export type ErrorFormat = 'problem' | 'fastapi'

/** The answer of an error that was thrown on purpose. */
export function errorAnswer(error: HttpError, format: ErrorFormat, instance: string | undefined): Answer {
  if (format === 'fastapi') {
    const { status, body } = fastapiAnswer(error)
    return new Answer(status, headersOf(error, 'application/json'), JSON.stringify(body))
  }
  const document = problemOf(error, instance)
  return new Answer(error.status, headersOf(error, problemMediaType), JSON.stringify(document))
}

function headersOf({ headers = {} }: HttpError, mediaType: string): string[] {
  const flat = ['content-type', mediaType]
  for (const [name, value] of Object.entries(headers)) flat.push(name.toLowerCase(), value)
  return flat
}

function problemOf(error: HttpError, instance: string | undefined): Readonly<Record<string, unknown>> {
  const document = problemDocument(error, instance)
  return error instanceof ValidationError ? { ...document, errors: error.failures.map(failureOf) } : document
}

function failureOf({ in: place, path, message, code }: Failure): Readonly<Record<string, unknown>> {
  return { in: place, pointer: jsonPointer(path), message, code }
}

/** A JSON Pointer (RFC 6901): `['tags', 0]` is `/tags/0`. */
export function jsonPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
