/** How many go on in one turn of the event loop: a turn of all whom a flood keeps busy is as long as they are many. */
const mostPerTurn = 4

const waiting: (() => void)[] = []
let isDue = false

/**
 * Goes on in a later turn of the event loop: first come, first served, and few in each, so that timers and other
 * connections have theirs.
 *
 *     takeTurn(() => controller.resume())
 */
export function takeTurn(goOn: () => void): void {
  waiting.push(goOn)
  planTurn()
}

function planTurn(): void {
  if (isDue || waiting.length === 0) return
  isDue = true
  setImmediate(() => {
    isDue = false
    const next = waiting.splice(0, mostPerTurn)
    planTurn()
    for (const goOn of next) goOn()
  })
}
