import type { Spool, SpooledFile } from '../exchange/index.ts'
import { safeFileName } from './file-name.ts'

/** What an uploaded file is made of. */
export interface FileFacts {
  readonly sentName: string
  readonly type: string
  readonly size: number
  readonly content: readonly Uint8Array[] | SpooledFile
  /** Where `save` writes; absent where there is no file system. */
  readonly spool: Spool | undefined
}

/**
 * A file that a client has sent with a form. It is there as long as the request is, background work included;
 * `save` keeps it.
 *
 *     ({ photo }) => photo.save(`uploads/${randomUUID()}-${photo.name}`)
 */
export class UploadedFile {
  /** The file's name without a path and without characters that mean something to a file system; it may be empty. */
  readonly name: string
  /** The file's name as it was sent. It may be a path, and lead anywhere: never open it. */
  readonly sentName: string
  /** The media type that the client tells: nobody has looked whether it is true. */
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly #content: FileFacts['content']
  readonly #spool: Spool | undefined

  constructor({ sentName, type, size, content, spool }: FileFacts) {
    this.name = safeFileName(sentName)
    this.sentName = sentName
    this.type = type
    this.size = size
    this.#content = content
    this.#spool = spool
  }

  /** The bytes, piece by piece. It can be called again, and begins anew. */
  stream(): ReadableStream<Uint8Array> {
    const chunks = chunksOf(this.#content)
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return()
      },
    })
  }

  /** All bytes at once, in memory. */
  async bytes(): Promise<Uint8Array> {
    const whole = new Uint8Array(this.size)
    let at = 0
    for await (const chunk of chunksOf(this.#content)) {
      whole.set(chunk, at)
      at += chunk.length
    }
    return whole
  }

  /** All bytes as UTF-8; what is none becomes U+FFFD. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes())
  }

  /**
   * Writes the file to a path. A file that is there is an error, unless it may be overwritten.
   *
   *     await photo.save('uploads/photo.png', { overwrite: true })
   *
   * Rejects where the runtime has no file system.
   */
  async save(path: string, { overwrite = false }: { readonly overwrite?: boolean } = {}): Promise<void> {
    if (this.#spool === undefined) {
      throw new Error(
        'An upload can be saved where the server has a file system: under serve() of vivace/node, or under toFetchHandler(app, { spool: diskSpool() }). Use stream() here.',
      )
    }
    await this.#spool.save(path, chunksOf(this.#content), overwrite)
  }
}

async function* chunksOf(content: FileFacts['content']): AsyncGenerator<Uint8Array, void, undefined> {
  if (!('read' in content)) {
    yield* content
    return
  }
  let position = 0
  for (let chunk = await content.read(position); chunk.length > 0; chunk = await content.read(position)) {
    yield chunk
    position += chunk.length
  }
}
