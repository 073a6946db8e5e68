let count = 0

/** A name to log in with that no other test has. */
export function unusedName(): string {
  return `user-${process.pid}-${Date.now()}-${count++}@example.com`
}
