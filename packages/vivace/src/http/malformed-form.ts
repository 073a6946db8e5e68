import { HttpError } from '../errors/index.ts'

/**
 * A form that cannot be read: 400. `reason` says why, in a whole sentence, and quotes nothing of the form.
 *
 *     throw malformedForm('It ends before its closing boundary.')
 */
export function malformedForm(reason: string): HttpError {
  return new HttpError(400, {
    code: 'malformed-form',
    title: 'The form cannot be read',
    detail: reason,
  })
}
