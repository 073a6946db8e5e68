import type { Issue } from './schema.ts'

/**
 * The message of an issue, for the client. valibot and arktype quote in it what they were given; the client
 * knows what it sent, and a log of its answers must not.
 *
 *     toldMessage(issue)   // 'must be an email address', of 'must be an email address (was "hunter2")'
 *
 * A message of the schema's author stays as it is, but for what the library adds to it.
 */
export function toldMessage(issue: Issue): string {
  try {
    return quotations(issue).reduce((told, quotation) => told.replaceAll(quotation, ''), issue.message)
  } catch {
    // Some libraries write the message when it is read, and arktype fails at that where a member of a record
    // is called as a member of every object is: of a client's mistake that would make one of ours.
    return 'Invalid value'
  }
}

// How a library says what it was given. An issue may be made of several, each with a quotation of its own.
function quotations(issue: object): readonly string[] {
  const { actual, received, errors }: { actual?: unknown; received?: unknown; errors?: unknown } = issue
  const parts = Array.isArray(errors)
    ? errors.filter((part) => typeof part === 'object' && part !== null)
    : []
  return [
    ...(typeof actual === 'string' ? [` (was ${actual})`, `(${actual}) `] : []),
    ...(typeof received === 'string' ? [` but received ${received}`, `: Received ${received}`] : []),
    ...parts.flatMap((part: object) => quotations(part)),
  ]
}
