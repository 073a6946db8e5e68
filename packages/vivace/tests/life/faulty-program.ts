import { EventEmitter } from 'node:events'
import { App, events, lines, silentLogger, singleton } from 'vivace'
import { serve } from 'vivace/node'
import * as z from 'zod'

/** A program whose routes fail in every way that a handler can. */
const app = new App({ title: 'Faulty', version: '1.0.0' })
const anything = z.object({ n: z.number() })
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
const oops = (): never => {
  throw new Error('oops')
}

app.get('/well', { returns: anything }, () => ({ n: 1 }))
app.get('/slow', { returns: anything }, async () => {
  process.stdout.write('in flight\n')
  await new Promise((resolve) => setTimeout(resolve, 700))
  return { n: 2 }
})
app.get('/sync', {}, () => oops())
app.get('/async', {}, async () => later().then(oops))
/* eslint-disable @typescript-eslint/prefer-promise-reject-errors, @typescript-eslint/only-throw-error -- this is what they are about. */
app.get('/not-an-error', {}, () => Promise.reject<null>(undefined))
app.get('/emitter', {}, () => void new EventEmitter().emit('error', new Error('oops')))
app.get('/stream', { returns: events(anything) }, async function* () {
  yield { n: 1 }
  await later()
  oops()
})
app.get('/lines', { returns: lines(anything) }, async function* () {
  yield { n: 1 }
  oops()
})
app.get('/recursion', {}, () => deep(0))
app.get('/getter', { returns: anything }, () => ({
  get n(): number {
    return oops()
  },
}))
app.get('/getter-recursion', {}, () => {
  const bomb = {
    get n(): unknown {
      return { ...bomb }
    },
  }
  return bomb
})
app.get('/to-json', {}, () => ({ toJSON: oops }))
app.get('/circular', {}, () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  return circle
})
app.get('/deep-body', {}, () => {
  let nested: unknown[] = []
  for (let depth = 0; depth < 1_000_000; depth += 1) nested = [nested]
  return nested
})
app.get('/big', {}, () => 10n)
app.get('/thrown-getter', {}, () => {
  throw Object.defineProperty({}, 'message', { get: oops })
})

// What fails here belongs to no request any more.
app.get('/forgotten-await', { returns: anything }, () => {
  void later().then(oops)
  return { n: 3 }
})
app.get('/rejects-after-answer', { returns: anything }, () => {
  setTimeout(() => void Promise.reject(new Error('too late')), 10)
  return { n: 4 }
})
app.get('/forgotten-nothing', { returns: anything }, () => {
  void Promise.reject(undefined)
  return { n: 5 }
})
app.get('/timer', { returns: anything }, () => {
  setTimeout(oops, 5)
  return { n: 6 }
})
app.get('/late-emitter', { returns: anything }, () => {
  setImmediate(() => new EventEmitter().emit('error', new Error('oops')))
  return { n: 7 }
})

const ending = singleton({}, function* () {
  yield
  process.stdout.write('cleaned up\n')
})
app.get('/ending', { inputs: { ending }, returns: anything }, () => ({ n: 8 }))

function deep(depth: number): number {
  return depth > 1_000_000 ? depth : 1 + deep(depth + 1)
}

const loggers = {
  throwing: {
    ...silentLogger,
    error: oops,
    child() {
      return this
    },
  },
}

await serve(process.env['LOG'] === 'throwing' ? Object.assign(app, { log: loggers.throwing }) : app, {
  port: 0,
  host: '127.0.0.1',
  ...(process.env['PROCESS_ERRORS'] === 'false' ? { processErrors: false } : {}),
})
if (process.env['FAIL_AFTER_START'] === 'true') oops()
