/** Arrays of more items than this are written in parts. */
export const longArray = 1_000

/** How many items are written at once, and how long others wait for that at the most, in milliseconds. */
const [partLength, longestTurn] = [100, 5]

/**
 * The JSON of a long array, written in parts: after each few milliseconds others have a turn of the event loop. All of it
 * is there before anything is sent, and the first part that cannot be written throws.
 *
 *     await writeInParts(items, (part) => JSON.stringify(part))    // what JSON.stringify(items) gives
 *
 * `write` is told where in the array its part begins.
 */
export async function writeInParts(
  items: readonly unknown[],
  write: (part: readonly unknown[], from: number) => string | Promise<string>,
): Promise<string> {
  // Whoever has the array may go on to change it meanwhile.
  const all = items.slice()
  const parts: string[] = []
  let begun = performance.now()
  for (let from = 0; from < all.length; from += partLength) {
    const writing = write(all.slice(from, from + partLength), from)
    const part = typeof writing === 'string' ? writing : await writing
    parts.push(part.slice(1, -1))
    if (performance.now() - begun < longestTurn) continue
    await nextTurn()
    begun = performance.now()
  }
  return `[${parts.join(',')}]`
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
