import { undeclaredField } from './document-values.ts'

/** Whether what was sent has arrived somewhere: every field that was declared, with the value that it had. */
export function hasArrived(sent: unknown, values: unknown): boolean {
  if (covers(values, sent)) return true
  return (
    typeof values === 'object' &&
    values !== null &&
    Object.values(values).some((value) => hasArrived(sent, value))
  )
}

function covers(arrived: unknown, sent: unknown): boolean {
  // JSON has no -0.
  if (typeof sent !== 'object' || sent === null) return arrived === sent
  if (typeof arrived !== 'object' || arrived === null) return false
  if (Array.isArray(sent)) {
    if (!Array.isArray(arrived) || arrived.length !== sent.length) return false
    return sent.every((item, at) => covers(arrived[at], item))
  }
  return Object.entries(sent).every(
    ([name, field]) =>
      name === undeclaredField ||
      // hasOwn has shown that the field is there.
      (Object.hasOwn(arrived, name) && covers((arrived as Readonly<Record<string, unknown>>)[name], field)),
  )
}

/** Whether a field that no schema names has come through anywhere. */
export function holdsUndeclared(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, undeclaredField) || Object.values(value).some(holdsUndeclared)
}
