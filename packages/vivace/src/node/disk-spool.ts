import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Spool, SpooledFile } from '../exchange/spool.ts'
import { plainBytes } from './plain-bytes.ts'

const pieceSize = 65_536

/** Where temporary files go, and what is done with files that are kept. */
export interface DiskSpoolOptions {
  /** A folder that is there. The system's folder for temporary files if absent. */
  readonly folder?: string
}

/**
 * Keeps large files of forms on the disk while their request lasts.
 *
 *     toFetchHandler(app, { spool: diskSpool() })    // Bun and Deno; serve() has one already
 *
 * A temporary file loses its name as soon as it is open: it is gone when it is closed, or when the process ends,
 * however it ends. Where a system does not allow that (Windows) it is removed when it is closed.
 */
export function diskSpool({ folder = tmpdir() }: DiskSpoolOptions = {}): Spool {
  return {
    async open() {
      const path = join(folder, `vivace-upload-${randomUUID()}`)
      // For nobody else to read; and never what somebody has put there before.
      const handle = await open(path, 'wx+', 0o600)
      const isNameless = await unlink(path).then(
        () => true,
        () => false,
      )
      return new DiskFile(handle, isNameless ? undefined : path)
    },
    save,
  }
}

class DiskFile implements SpooledFile {
  readonly #handle: FileHandle
  readonly #path: string | undefined
  #isRemoved = false

  constructor(handle: FileHandle, path: string | undefined) {
    this.#handle = handle
    this.#path = path
  }

  async write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.#handle, bytes)
  }

  async read(position: number): Promise<Uint8Array> {
    if (this.#isRemoved)
      throw new Error('The upload is no longer there: its request is over. Keep it with save() before that.')
    const { buffer, bytesRead } = await this.#handle.read(
      Buffer.allocUnsafe(pieceSize),
      0,
      pieceSize,
      position,
    )
    return plainBytes(buffer.subarray(0, bytesRead))
  }

  async remove(): Promise<void> {
    if (this.#isRemoved) return
    this.#isRemoved = true
    await this.#handle.close()
    if (this.#path !== undefined) await unlink(this.#path)
  }
}

async function save(path: string, chunks: AsyncIterable<Uint8Array>, mayOverwrite: boolean): Promise<void> {
  const handle = await open(path, mayOverwrite ? 'w' : 'wx')
  try {
    for await (const chunk of chunks) await writeAll(handle, chunk)
    await handle.close()
  } catch (error) {
    await handle.close().catch(() => undefined)
    await unlink(path).catch(() => undefined)
    throw error
  }
}

// One call may write less than it was given.
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten
}
