/**
 * The events of a stream, as they come. `EventSource` cannot send an API key, so it is read here.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* readEvents(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop()
    for (const block of blocks) {
      const event = field(block, 'event')
      const data = field(block, 'data')
      if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) }
    }
  }
}

function field(block, name) {
  return block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2)
}
