/** A test that says on one runtime what is not so, and why that is left so. */
export interface Difference {
  readonly runtime: string
  /** The end of its name, or a pattern's source. */
  readonly test: string
  readonly reason: string
}

const bufferedStart = 'Bun.serve waits for the second piece of a stream before it sends the head'

const wholeBodies = [
  ...['text', 'text beyond ASCII', 'half a character', 'empty text', 'a megabyte'],
  ...['bytes', 'bytes that are part of a buffer', 'nothing'],
]

/** What the runtimes do otherwise. An entry that is no longer true is to be removed. */
export const differences: readonly Difference[] = [
  {
    runtime: 'bun',
    test: 'Bun.serve: streams writes text and bytes as they come, without a length',
    reason: 'Bun.serve makes a body of known length of a stream that ends at once',
  },
  {
    runtime: 'bun',
    test: 'Bun.serve: streams breaks the answer off and tells the log when the stream fails',
    reason: `${bufferedStart}, so there is no answer to break off`,
  },
  {
    runtime: 'bun',
    test: 'Bun.serve: streams breaks off and leaves a stream that is',
    reason: `${bufferedStart}, so there is no answer to break off`,
  },
  {
    runtime: 'bun',
    test: 'a circle is a fault of ours: 500, logged',
    reason: 'the message of the engine is another one, and the test looks for its words',
  },
  {
    runtime: 'bun',
    test: 'sends JSON, text, bytes, urlencoded and multipart bodies with their media types',
    reason: 'a Request of Bun has no Content-Type of its own for a text',
  },
  ...[
    ...wholeBodies.map((body) => `writes ${body} with its length in bytes`),
    ...['puts a wrong length right', 'does not change the answer it is given'],
  ].map((test) => ({
    runtime: 'bun',
    test: `the fetch edge: answers ${test}`,
    reason: 'Bun.serve writes the length of a body itself; the same test speaks to Bun.serve as well',
  })),
  {
    runtime: 'deno',
    test: 'Deno.serve: bodies says that a body is incomplete to who reads it after the client has gone away',
    reason: 'request.signal of Deno does not abort while the request still has a body to come',
  },
  {
    runtime: 'deno',
    test: 'Deno.serve: answers writes no body with 205, and says so',
    reason: 'Deno.serve sends no Content-Length with 205, and no end either',
  },
  ...['bun', 'deno'].map((runtime) => ({
    runtime,
    test: 'a multipart form is read as the platform reads it, whatever its fields hold',
    reason: 'the test compares with the parser of Node.js; theirs leave out fields without a name',
  })),
]

/** A pattern of test names that leaves out those of a runtime's differences. */
export function patternWithout(runtime: string): string {
  const names = differences.filter((one) => one.runtime === runtime).map(({ test }) => escaped(test))
  return names.length === 0 ? '' : `^(?!.*(?:${names.join('|')}))`
}

/** Whether a test, by its whole name, is one of a runtime's differences. */
export function isDifference(runtime: string, name: string): boolean {
  return differences.some((one) => one.runtime === runtime && name.includes(one.test))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
