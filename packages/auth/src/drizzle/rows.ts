/** What a port leaves out, a table has as null. */
export function orNull<Value>(value: Value | undefined): Value | null {
  return value ?? null
}

/** What a table has as null, a port leaves out. */
export function orUndefined<Value>(value: Value | null): Value | undefined {
  return value ?? undefined
}

/** A time of a port in a table. */
export function dateOf(milliseconds: number): Date {
  return new Date(milliseconds)
}

/** A time of a port in a table, if there is one. */
export function dateOrNull(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined ? null : new Date(milliseconds)
}

/** A time of a table in a port, if there is one. */
export function timeOf(date: Date | null): number | undefined {
  return date?.getTime()
}

/** Whether a text can be compared with a column of UUIDs: PostgreSQL answers an error for others. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}
