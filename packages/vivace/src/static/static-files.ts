import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { redirectTo } from '../app/mounts.ts'
import { DefinitionError, HttpError } from '../errors/index.ts'
import { Answer, type Answering, type Exchange, type FileSource, type OpenFile } from '../exchange/index.ts'
import { chooseCoding } from '../http/accept-encoding.ts'
import { diskFiles } from '../node/disk-files.ts'
import { answerFile, servablePath } from '../responses/index.ts'
import type { PrecompressedCoding, StaticFilesOptions } from './static-options.ts'
import { type StaticSettings, staticSettings } from './static-settings.ts'

const endings: Readonly<Record<PrecompressedCoding, string>> = { br: '.br', gzip: '.gz', zstd: '.zst' }

const allow = 'GET, HEAD, OPTIONS'

/** A folder whose files answer requests; `app.mount` takes it. */
export interface StaticFiles {
  /** Rejects with a `DefinitionError` STATIC_ROOT_INVALID if the folder is not there. */
  start(): Promise<void>
  /** Answers one request; rejects with 404 and 405, and with 412 and 416 of conditions and ranges. */
  handle(exchange: Exchange): Answering
}

/**
 * A folder of files.
 *
 *     app.mount('/static', staticFiles('./public'))
 *     app.mount('/', staticFiles(new URL('../web/dist/', import.meta.url), { spa: true, immutable: /^assets\// }))
 *
 * A relative path begins at the process's folder; a URL made with `import.meta.url` begins at the file that it
 * is written in. Files have an ETag, come in ranges, and are 304 to who has them. Nothing outside of the folder and
 * nothing hidden (a name that begins with a dot) is ever answered, through symbolic links neither. The folder is
 * not listed. Works wherever `node:fs` does: Node, Bun, Deno.
 *
 * Throws `DefinitionError` DURATION_INVALID and HEADER_INVALID.
 */
export function staticFiles(root: string | URL, options: StaticFilesOptions = {}): StaticFiles {
  const folder = typeof root === 'string' ? resolve(root) : fileURLToPath(root)
  const where = `staticFiles('${folder}')`
  const served = new StaticFolder(folder, staticSettings(options, where))
  return {
    async start() {
      const found = await stat(folder).catch(() => undefined)
      if (found?.isDirectory() !== true) throw noFolder(where, found !== undefined)
    },
    handle: (exchange) => served.handle(exchange),
  }
}

class StaticFolder {
  readonly #root: string
  readonly #settings: StaticSettings
  readonly #files: FileSource = diskFiles()

  constructor(root: string, settings: StaticSettings) {
    this.#root = root
    this.#settings = settings
  }

  handle(exchange: Exchange): Answering {
    exchange.routePath = `${exchange.mountPath}/{path*}`
    if (exchange.method === 'GET' || exchange.method === 'HEAD') return this.#answer(exchange)
    if (exchange.method === 'OPTIONS') return new Answer(204, ['allow', allow], null)
    throw new HttpError(405, { code: 'method-not-allowed', headers: { allow } })
  }

  async #answer(exchange: Exchange): Promise<Answer> {
    const segments = decodedSegments(exchange.localPath)
    const isFolder = segments?.at(-1) === ''
    const path =
      segments === undefined ? undefined : servablePath(isFolder ? segments.slice(0, -1) : segments)
    const answer =
      path === undefined
        ? undefined
        : ((isFolder ? await this.#answerIndex(exchange, path) : await this.#answerPath(exchange, path)) ??
          (await this.#answerNavigation(exchange)))
    if (answer === undefined) throw new HttpError(404, { code: 'not-found' })
    return answer
  }

  async #answerNavigation(exchange: Exchange): Promise<Answer | undefined> {
    const { spa } = this.#settings
    if (spa === undefined || !isNavigation(exchange)) return undefined
    const answer = await this.#send(exchange, spa)
    // The same path is 404 to who does not ask for a page.
    answer?.vary('accept')
    return answer
  }

  async #answerPath(exchange: Exchange, path: string): Promise<Answer | undefined> {
    const answer = await this.#send(exchange, path)
    if (answer !== undefined) return answer
    const index = await this.#openIndex(path)
    if (index === undefined) return undefined
    await index.close()
    // Relative links of the page are below its folder.
    return redirectTo(`${exchange.path}/`, exchange)
  }

  async #answerIndex(exchange: Exchange, folder: string): Promise<Answer | undefined> {
    const { index } = this.#settings
    return index === undefined ? undefined : this.#send(exchange, joined(folder, index))
  }

  async #openIndex(folder: string): Promise<OpenFile | undefined> {
    const { index } = this.#settings
    return index === undefined ? undefined : this.#open(joined(folder, index))
  }

  #open(path: string): Promise<OpenFile | undefined> {
    return this.#files.open(path, { root: this.#root })
  }

  async #send(exchange: Exchange, path: string): Promise<Answer | undefined> {
    const settings = this.#settings
    const { file, coding } = await this.#variant(exchange, path)
    if (file === undefined) return undefined
    const mediaType = settings.mediaTypeOf(path)
    const isPage = mediaType.startsWith('text/html')
    return answerFile(exchange, file, {
      mediaType,
      // One path, and bodies of two codings: their tags must never be the same.
      etag: coding === undefined ? undefined : file.etag.replace(/"$/, `-${coding}"`),
      headers: [
        ...['cache-control', settings.cacheControlOf(path, isPage), 'x-content-type-options', 'nosniff'],
        ...(isPage ? ['content-security-policy', settings.contentSecurityPolicy] : []),
        ...(settings.precompressed.length > 0 ? ['vary', 'accept-encoding'] : []),
      ],
      bodyHeaders: coding === undefined ? [] : ['content-encoding', coding],
    })
  }

  async #variant(exchange: Exchange, path: string): Promise<Variant> {
    const offered = [...this.#settings.precompressed]
    const accepted = exchange.header('accept-encoding')
    for (let coding = chooseCoding(accepted, offered); coding !== undefined;) {
      const file = await this.#open(path + endings[coding])
      if (file !== undefined) return { file, coding }
      offered.splice(offered.indexOf(coding), 1)
      coding = chooseCoding(accepted, offered)
    }
    return { file: await this.#open(path), coding: undefined }
  }
}

/** A file, in the coding that it is in. */
interface Variant {
  readonly file: OpenFile | undefined
  readonly coding: PrecompressedCoding | undefined
}

// Decoded once, and after it has been split: "%2F" does not separate.
function decodedSegments(localPath: string): readonly string[] | undefined {
  try {
    return localPath.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

// A script or an image that is missing must not be a page that is there.
function isNavigation(exchange: Exchange): boolean {
  const { localPath } = exchange
  const last = localPath.slice(localPath.lastIndexOf('/') + 1)
  return !last.includes('.') && /\btext\/html\b/i.test(exchange.header('accept') ?? '')
}

function noFolder(where: string, isThere: boolean): DefinitionError {
  return new DefinitionError({
    code: 'STATIC_ROOT_INVALID',
    where,
    cause: isThere ? 'it is no folder' : 'there is no such folder',
    remedy:
      'name a folder that is there when the app starts; a relative path begins at the folder of the process, new URL(path, import.meta.url) at the file',
  })
}
