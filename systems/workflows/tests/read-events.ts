/** An event as a client sees it. */
export interface SeenEvent {
  readonly id: string
  readonly type: string
  readonly data: { readonly seq: number; readonly data: Readonly<Record<string, unknown>> }
}

/** Reads an event stream to its end. */
export async function readEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly SeenEvent[]> {
  const text = await (await fetch(url, { headers })).text()
  return text
    .split('\n\n')
    .filter((block) => block.includes('data:'))
    .map((block) => {
      const field = (name: string): string => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? ''
      // The service sends events of this shape; what is in them, the test says.
      return { id: field('id'), type: field('event'), data: JSON.parse(field('data')) as SeenEvent['data'] }
    })
}
