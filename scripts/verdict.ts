/** What a check found. */
export interface Verdict {
  /** One line for each thing that is wrong. */
  readonly findings: readonly string[]
  /** How much was looked at: a check that saw nothing has checked nothing. */
  readonly seen: string
}

/**
 * Ends a check: prints what was found and fails, or prints what was seen.
 *
 *     conclude({ findings: [], seen: '214 modules' })   // "  ok: 214 modules"
 */
export function conclude({ findings, seen }: Verdict): void {
  for (const finding of findings) console.error(`  ${finding}`)
  if (findings.length === 0) console.log(`  ok: ${seen}`)
  else console.error(`  ${findings.length} found in ${seen}`)
  process.exitCode = findings.length === 0 ? 0 : 1
}
