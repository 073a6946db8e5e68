/** A file or a folder of a tar. */
export interface TarEntry {
  readonly path: string
  readonly isFolder: boolean
  /** A view of the archive. */
  readonly content: Uint8Array
}

/** Everything in a tar is a multiple of this long. */
const block = 512

/**
 * The files and folders of a tar in the format `ustar`, in order, folders before what is in them.
 *
 *     for (const { path, content } of readTar(tar)) …
 *
 * It is for archives of our own: whatever is no file is read as a folder, and names may not be longer than 100 bytes.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
export function* readTar(archive: Buffer): Generator<TarEntry> {
  for (let at = 0; at < archive.length && archive[at] !== 0;) {
    const size = Number.parseInt(textAt(archive, at + 124, 12), 8)
    const begin = at + block
    yield {
      path: textAt(archive, at, 100).replace(/\/$/, ''),
      isFolder: textAt(archive, at + 156, 1) === '5',
      content: archive.subarray(begin, begin + size),
    }
    at = begin + Math.ceil(size / block) * block
  }
}

/** A field of a header, which ends with a NUL if it does not fill its place. */
function textAt(archive: Buffer, at: number, length: number): string {
  const field = archive.toString('latin1', at, at + length)
  const end = field.indexOf('\0')
  return end < 0 ? field : field.slice(0, end)
}
