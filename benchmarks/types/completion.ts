import { join } from 'node:path'
import { temporaryApp } from './compile-app.ts'
import type { LanguageServer } from './language-servers.ts'

/** How long an editor waits for the members of a handler's value, in milliseconds. */
export interface CompletionTime {
  readonly first: number
  readonly median: number
  readonly slowest: number
}

/**
 * Types `item.` in the last handler of an app, again and again, as somebody does who edits it: each time the text
 * has changed since. Throws if the server does not offer the members of the body.
 */
export async function completionTime(
  server: LanguageServer,
  text: string,
  times = 30,
): Promise<CompletionTime> {
  const { folder, remove } = temporaryApp(text)
  try {
    const file = join(folder, 'app.ts')
    await server.open(file, text)
    const lines = text.split('\n')
    const line = lines.findLastIndex((one) => one.includes('item.price'))
    const dot = { line, character: (lines[line] ?? '').indexOf('item.') + 'item.'.length }
    const taken: number[] = []
    for (let at = 0; at <= times; at++) {
      const start = performance.now()
      server.insert(file, dot, 'p')
      const names = await server.complete(file, { ...dot, character: dot.character + 1 })
      taken.push(performance.now() - start)
      if (!names.includes('price'))
        throw new Error(`The server offers ${names.slice(0, 5).join(', ')} …, not price.`)
      server.remove(file, dot)
    }
    const [first = 0, ...rest] = taken
    const sorted = rest.sort((one, other) => one - other)
    return { first, median: sorted[sorted.length >> 1] ?? 0, slowest: sorted.at(-1) ?? 0 }
  } finally {
    remove()
  }
}
