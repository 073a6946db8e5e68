import { DefinitionError } from '../errors/index.ts'
import { Answer, type Answering, type Exchange } from '../exchange/index.ts'
import { parsePathTemplate } from '../routing/index.ts'

/**
 * What can be mounted beside apps: it answers every request below a path, and begins and ends with the app.
 *
 *     const hello: Mountable = { handle: (exchange) => new Answer(200, [], `Hello from ${exchange.localPath}`) }
 *     app.mount('/hello', hello)
 *
 * `staticFiles()` makes one. What it throws is answered by the app's error handlers.
 */
export interface Mountable {
  /** Answers one request; `exchange.localPath` is what follows the path that it is mounted under. */
  handle(exchange: Exchange): Answering
  /** Runs when the app starts, after its singletons; what it throws keeps the app from starting. */
  start?(): void | Promise<void>
  /** Runs when the app stops. */
  stop?(): void | Promise<void>
}

/** Apps and the like under paths of another; the longest path that fits counts. */
export class Mounts<App extends Mountable> implements Iterable<{ readonly path: string; readonly app: App }> {
  readonly #mounts: { readonly path: string; readonly app: App }[] = []
  #root: App | undefined = undefined

  /** Serves what nothing else does. Throws `DefinitionError` if something does so already. */
  addRoot(app: App): void {
    if (this.#root !== undefined) throw taken('/')
    this.#root = app
  }

  /** Throws `DefinitionError` for a path that cannot be a prefix. */
  add(path: string, app: App): void {
    if (path.endsWith('/') || parsePathTemplate(path).parameters.length > 0) throw notAPrefix(path)
    const sent = asSent(path)
    if (this.#mounts.some((mount) => mount.path === sent)) throw taken(path)
    this.#mounts.push({ path: sent, app })
    this.#mounts.sort((one, other) => other.path.length - one.path.length)
  }

  [Symbol.iterator](): Iterator<{ readonly path: string; readonly app: App }> {
    return this.#mounts[Symbol.iterator]()
  }

  /** The answer of the app that is mounted where a path leads; `undefined` if there is none. */
  find(localPath: string, exchange: Exchange): Answering | undefined {
    for (const { path, app } of this.#mounts) {
      if (!localPath.startsWith(path)) continue
      // Relative links of the mounted app's pages work below "/practice/" only.
      if (localPath.length === path.length) return redirectTo(`${exchange.path}/`, exchange)
      if (localPath.charAt(path.length) !== '/') continue
      exchange.mountPath += path
      return app.handle(exchange)
    }
    return undefined
  }

  /** The answer of what serves everything else; `undefined` if nothing does. */
  answerRest(exchange: Exchange): Answering | undefined {
    return this.#root?.handle(exchange)
  }
}

// Requests carry what is not ASCII percent-encoded (RFC 3986, section 2.5).
function asSent(path: string): string {
  return path.replace(/[^!-~]+/g, encodeURI)
}

/** Sends a request to another path of ours, with its method, body and query. */
export function redirectTo(path: string, { queryString, rootPath }: Exchange): Answer {
  return new Answer(
    308,
    ['location', `${rootPath}${path}${queryString === '' ? '' : `?${queryString}`}`],
    null,
  )
}

function notAPrefix(path: string): DefinitionError {
  return new DefinitionError({
    code: 'PREFIX_INVALID',
    where: `Mount '${path}'`,
    cause: 'an app is mounted under a path without parameters that does not end with "/"',
    remedy: "write it as in app.mount('/practice', practice)",
  })
}

function taken(path: string): DefinitionError {
  return new DefinitionError({
    code: 'DUPLICATE_ROUTE',
    where: `Mount '${path}'`,
    cause: 'an app is mounted there already',
    remedy: 'mount one of them under another path',
  })
}
