import { parseJson } from './parse-json.ts'
import { readText } from './read-pieces.ts'

/** The items of JSON lines. A blank line is passed over; the last one needs no line feed. */
export async function* readLines(response: Response): AsyncGenerator<unknown, void, undefined> {
  let rest = ''
  for await (const piece of readText(response)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield parseJson(line)
  }
  if (rest.trim() !== '') yield parseJson(rest)
}
