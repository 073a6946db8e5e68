import { bunHandlers } from '../../src/bun/index.ts'
import { fixtureApp } from './fixture-app.ts'

/** What this program uses of Bun. */
interface BunRuntime {
  serve(options: object): { readonly port: number }
}

const { Bun } = globalThis as unknown as { readonly Bun: BunRuntime } // it is Bun that runs this

const server = Bun.serve({ port: 0, hostname: '127.0.0.1', ...bunHandlers(fixtureApp()) })
process.stdout.write(`${server.port}\n`)
