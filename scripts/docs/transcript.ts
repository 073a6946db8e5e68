import { statusPhrase } from '../../packages/vivace/src/http/status.ts'

/** A request and its answer, as a page shows them. */
export interface ShownExchange {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly request: ShownMessage
  readonly status: number
  readonly phrase: string
  readonly answer: ShownMessage
}

/** Headers and body of a message; headers that a page leaves out may have any value. */
export interface ShownMessage {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** What an app has really answered. */
export interface RealAnswer {
  readonly status: number
  readonly headers: Headers
  text(): string
}

const requestLine = /^([A-Z]+) (\/\S*)$/
const statusLine = /^HTTP\/1\.1 (\d{3}) (.*)$/

/**
 * Reads the transcript of an `http` block: request line, headers, body, status line, headers, body, as often
 * as there are exchanges.
 *
 *     readTranscript('GET /items/7\n\nHTTP/1.1 200 OK\n\n{ "id": 7 }')
 *     // [{ method: 'GET', target: '/items/7', status: 200, … }]
 */
export function readTranscript(text: string): ShownExchange[] {
  const lines = text.split('\n')
  const starts = lines.flatMap((line, at) => (requestLine.test(line) ? [at] : []))
  if (starts[0] !== 0) throw new Error(`A transcript begins with a request, as in GET /items: ${lines[0]}`)
  return starts.map((start, index) => readExchange(lines.slice(start, starts[index + 1])))
}

function readExchange(lines: readonly string[]): ShownExchange {
  const [first = '', ...rest] = lines
  const [, method = '', target = ''] = requestLine.exec(first) ?? []
  const at = rest.findIndex((line) => statusLine.test(line))
  if (at < 0) throw new Error(`${first} has no answer: a line such as HTTP/1.1 200 OK`)
  const [, status = '', phrase = ''] = statusLine.exec(rest[at] ?? '') ?? []
  const request = readMessage(rest.slice(0, at))
  return { method, target, request, status: Number(status), phrase, answer: readMessage(rest.slice(at + 1)) }
}

function readMessage(lines: readonly string[]): ShownMessage {
  const end = lines.indexOf('')
  const head = end < 0 ? lines : lines.slice(0, end)
  const headers = head.map((line): [string, string] => {
    const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`This is no header: ${line}`)
    return [name, value]
  })
  const body = end < 0 ? '' : lines.slice(end).join('\n').trim()
  return { headers, body }
}

/** How an answer differs from what a page shows; JSON may be laid out in any way. */
export function differences(shown: ShownExchange, real: RealAnswer): string[] {
  const isJson = /\bjson\b/.test(real.headers.get('content-type') ?? '')
  const body = isJson && shown.answer.body !== '' ? compact(shown.answer.body) : shown.answer.body
  return [
    ...differs('status', `${shown.status}`, `${real.status}`),
    ...differs('phrase', shown.phrase, statusPhrase(real.status)),
    ...shown.answer.headers.flatMap(([name, value]) => differs(name, value, real.headers.get(name))),
    ...differs('body', body, real.text().trim()),
  ]
}

function differs(what: string, shown: string, real: string | null): string[] {
  return shown === real ? [] : [`the page shows the ${what} ${shown}, the app answers ${real}`]
}

// The order of members counts, as it does in what is sent.
function compact(json: string): string {
  return JSON.stringify(JSON.parse(json))
}
