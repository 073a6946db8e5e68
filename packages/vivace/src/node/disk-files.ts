import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { FileSource, OpenFile } from '../exchange/file-source.ts'
import { plainBytes } from './plain-bytes.ts'

// Not blocking: to open a pipe that nobody writes to would take a thread for ever. No link in the last place:
// what the path has been resolved to is no link, unless somebody has just made it one. Windows has neither.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/** What is said of a path that leads to nothing, or to what this process may not read. */
const absent = new Set([
  'EACCES',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'ENXIO',
  'EPERM',
  'ERR_INVALID_ARG_VALUE',
])

/** How long after its last change a file may change again without its time showing that: the coarsest clocks count 2 s. */
const settling = 2_000

/**
 * Reads files of the disk for `file()`.
 *
 *     toFetchHandler(app, { files: diskFiles() })    // Bun and Deno; serve() has them already
 */
export function diskFiles(): FileSource {
  return { open: (path, { root } = {}) => missingAsUndefined(openFile(path, root)) }
}

async function openFile(path: string, root: string | undefined): Promise<OpenFile | undefined> {
  const real = root === undefined ? await realpath(path) : await realPathWithin(root, path)
  if (real === undefined) return undefined
  const handle = await open(real, flags)
  try {
    const found = await handle.stat({ bigint: true })
    if (found.isFile()) return new DiskFile(handle, Number(found.size), found.mtimeNs)
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return undefined
}

// Resolved anew for every file: a link to the folder may be turned to a new release at any time.
async function realPathWithin(root: string, path: string): Promise<string | undefined> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(join(resolve(root), path))])
  const inside = relative(realRoot, real)
  const segments = inside.split(sep)
  // A path that begins with ".." leads out, one on another drive is absolute, and one with a dot is hidden.
  const isHidden = segments.some((segment) => segment.startsWith('.'))
  return isHidden || resolve(realRoot, inside) !== real || !real.startsWith(withSeparator(realRoot))
    ? undefined
    : real
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep
}

async function missingAsUndefined<Value>(opening: Promise<Value | undefined>): Promise<Value | undefined> {
  try {
    return await opening
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code === 'string' && absent.has(code)) return undefined
    throw error
  }
}

class DiskFile implements OpenFile {
  readonly size: number
  readonly lastModified: number
  readonly etag: string
  readonly #handle: FileHandle
  #closing: Promise<void> | undefined = undefined

  constructor(handle: FileHandle, size: number, modifiedNs: bigint) {
    this.#handle = handle
    this.size = size
    this.lastModified = Number(modifiedNs / 1_000_000n)
    const isSettled = Date.now() - this.lastModified > settling
    this.etag = `${isSettled ? '' : 'W/'}"${size.toString(36)}-${modifiedNs.toString(36)}"`
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(length), 0, length, position)
    return plainBytes(buffer.subarray(0, bytesRead))
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#handle.close())
  }
}
