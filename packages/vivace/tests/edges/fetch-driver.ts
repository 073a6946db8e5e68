import { type FetchOptions, toFetchHandler } from '../../src/fetch/index.ts'
import type { Served } from '../../src/exchange/index.ts'
import type { EdgeDriver, Sending, WireRequest } from './edge-driver.ts'
import type { WireAnswer } from './wire-answer.ts'

/** The fetch edge, called as a runtime calls it. */
export async function openFetchEdge(app: Served, options: FetchOptions = {}): Promise<EdgeDriver> {
  const handle = toFetchHandler(app, options)
  const begin = (request: WireRequest): Promise<Sending> => {
    const client = new AbortController()
    const body = bodyOf(request, client.signal)
    const made = new Request(`http://shop.example${request.target ?? '/'}`, {
      method: request.method ?? 'GET',
      headers: new Headers(request.headers?.map(([name, value]) => [name, value])),
      signal: client.signal,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    })
    const response = handle(made, { peer: { address: '127.0.0.1', port: 50_000 } })
    return Promise.resolve(sending(response, client))
  }
  return {
    begin,
    send: async (request) => (await begin(request)).answer,
    close: () => Promise.resolve(),
  }
}

function sending(response: Promise<Response>, client: AbortController): Sending {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let answer: Promise<WireAnswer> | undefined
  response.catch(() => undefined)
  return {
    get answer() {
      return (answer ??= response.then(wireAnswer))
    },
    async read() {
      reader ??= (await response).body?.getReader()
      return new TextDecoder().decode((await reader?.read())?.value)
    },
    leave() {
      client.abort()
      void reader?.cancel()
    },
  }
}

async function wireAnswer(response: Response): Promise<WireAnswer> {
  const { status } = response
  const headers = [...response.headers]
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk)
  } catch {
    return { status, headers, body: Buffer.concat(chunks), isWhole: false }
  }
  return { status, headers, body: Buffer.concat(chunks), isWhole: true }
}

function bodyOf(
  { body, isUnfinished }: WireRequest,
  gone: AbortSignal,
): string | Uint8Array<ArrayBuffer> | ReadableStream | undefined {
  if (body === undefined || typeof body === 'string') return body
  if (body instanceof Uint8Array) return new Uint8Array(body)
  const pieces = body.map((piece) => new Uint8Array(Buffer.from(piece)))
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift()
      if (piece !== undefined) controller.enqueue(piece)
      else if (isUnfinished !== true) controller.close()
      else {
        const fail = (): void => controller.error(new Error('The client went away.'))
        if (gone.aborted) fail()
        else gone.addEventListener('abort', fail)
      }
    },
  })
}
