import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { Reading } from './source.ts'

/**
 * The id of the last event that a client has got before it connected again (HTML, section 9.2.4); `undefined`
 * when it connects for the first time.
 *
 *     app.get('/steps', { inputs: { lastEventId }, returns: events(Step) }, async function* ({ lastEventId }) {
 *       for await (const step of stepsAfter(lastEventId)) yield event(step, { id: step.number })
 *     })
 *
 * It is the header Last-Event-ID, in UTF-8 as browsers send it: `header()` would give each byte of an id as a
 * character of its own.
 */
export const lastEventId: Input<string | undefined, 'request'> = defineInput({
  lifetime: 'request',
  source: {
    phase: 'text',
    bind: () => ({
      read,
      canFail: false,
      parameters: [
        {
          in: 'header',
          name: 'last-event-id',
          required: false,
          schema: { type: 'string' },
          description: 'The id of the last event that was received; the stream goes on after it.',
        },
      ],
    }),
  },
})

const nonAscii = /[^\0-\x7f]/

function read({ exchange }: Reading): string | undefined {
  const text = exchange.header('last-event-id')
  // An empty id is how an event stream says that there is none.
  if (text === undefined || text === '') return undefined
  if (!nonAscii.test(text)) return text
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
}
