/** Work is shown from here on, in milliseconds. */
const patience = 1_000

/**
 * Says on the standard error what is being waited for, if it takes longer than a second, and then how long
 * it took.
 *
 *     await withProgress('Writing types', write())    // Writing types … 2.3 s
 */
export async function withProgress<Result>(says: string, work: Promise<Result>): Promise<Result> {
  const start = performance.now()
  let isShown = false
  const timer = setTimeout(() => {
    isShown = true
    process.stderr.write(`${says} …`)
  }, patience)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    if (isShown) process.stderr.write(` ${((performance.now() - start) / 1_000).toFixed(1)} s\n`)
  }
}
