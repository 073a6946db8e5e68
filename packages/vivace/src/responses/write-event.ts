import type { EventFields } from './server-sent-event.ts'

const lineBreak = /\r\n|\r|\n/

/**
 * The text of one event (HTML, section 9.2.5), its data already written; `undefined` for none.
 *
 *     writeEvent('{"n":1}', { id: 7 })    // 'data: {"n":1}\nid: 7\n\n'
 */
export function writeEvent(data: string | undefined, fields: EventFields = {}): string {
  const { comment, event, id, retry } = fields
  let text = ''
  if (comment !== undefined) text += lines(': ', comment)
  if (event !== undefined) text += `event: ${event}\n`
  if (data !== undefined) text += lines('data: ', data)
  if (id !== undefined) text += `id: ${id}\n`
  if (retry !== undefined) text += `retry: ${retry}\n`
  return `${text}\n`
}

// A break inside a value would end its field: each line gets the field's name.
function lines(name: string, value: string): string {
  if (!lineBreak.test(value)) return `${name}${value}\n`
  return value
    .split(lineBreak)
    .map((line) => `${name}${line}\n`)
    .join('')
}
