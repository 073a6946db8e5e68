import type { Peer } from '../../src/exchange/index.ts'

/** The server of a runtime that speaks `Request` and `Response` itself. */
export interface RuntimeServer {
  readonly name: string
  /** Serves on a free port of this machine. */
  serve(handle: (request: Request, peer: Peer | undefined) => Promise<Response>): RunningServer
}

/** What listens. */
export interface RunningServer {
  readonly port: number
  stop(): Promise<unknown>
}

/** As much of Bun as is used here: https://bun.com/docs/api/http */
interface Bun {
  serve(options: {
    readonly port: number
    readonly hostname: string
    readonly idleTimeout: number
    fetch(request: Request, server: { requestIP(request: Request): Peer | null }): Promise<Response>
    error(error: Error): Response
  }): { readonly port: number; stop(now: boolean): Promise<void> }
}

/** As much of Deno as is used here: https://docs.deno.com/api/deno/~/Deno.serve */
interface Deno {
  serve(
    options: {
      readonly port: number
      readonly hostname: string
      readonly signal: AbortSignal
      onListen(): void
    },
    handle: (
      request: Request,
      info: { readonly remoteAddr: { readonly hostname: string; readonly port: number } },
    ) => Promise<Response>,
  ): { readonly addr: { readonly port: number }; readonly finished: Promise<void> }
}

// Each runtime says by its global what it is.
const { Bun, Deno } = globalThis as { readonly Bun?: Bun; readonly Deno?: Deno }

/** The server of the runtime that runs this; `undefined` on Node.js, which has none. */
export const runtimeServer: RuntimeServer | undefined =
  Bun !== undefined ? bunServer(Bun) : Deno !== undefined ? denoServer(Deno) : undefined

function bunServer(bun: Bun): RuntimeServer {
  return {
    name: 'Bun.serve',
    serve(handle) {
      const server = bun.serve({
        port: 0,
        hostname: '127.0.0.1',
        idleTimeout: 30,
        fetch: (request, own) => handle(request, own.requestIP(request) ?? undefined),
        error: () => new Response(null, { status: 500 }),
      })
      return { port: server.port, stop: () => server.stop(true) }
    },
  }
}

function denoServer(deno: Deno): RuntimeServer {
  return {
    name: 'Deno.serve',
    serve(handle) {
      const closing = new AbortController()
      const options = {
        port: 0,
        hostname: '127.0.0.1',
        signal: closing.signal,
        onListen: () => undefined,
      }
      const server = deno.serve(options, (request, { remoteAddr }) =>
        handle(request, { address: remoteAddr.hostname, port: remoteAddr.port }),
      )
      return {
        port: server.addr.port,
        stop() {
          closing.abort()
          return server.finished
        },
      }
    },
  }
}
