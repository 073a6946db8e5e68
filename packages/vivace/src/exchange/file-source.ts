/**
 * Files that answers are made of: the port that an edge with a file system implements.
 *
 *     const file = await exchange.files?.open('reports/7.pdf')
 */
export interface FileSource {
  /**
   * Opens a file to read it; `undefined` if there is none, or something that is no file. Whoever opens it closes it.
   *
   * With a `root` the path is relative to it, and what leads out of it, by a symbolic link as well, is not there.
   */
  open(path: string, options?: OpenFileOptions): Promise<OpenFile | undefined>
}

/** Where a file may be. */
export interface OpenFileOptions {
  /** The folder that the file has to be in. */
  readonly root?: string | undefined
}

/** A file that is open, as it was when it was opened. */
export interface OpenFile {
  /** In bytes. */
  readonly size: number
  /** When it was last modified, in milliseconds since 1970. */
  readonly lastModified: number
  /**
   * An entity tag, with its quotes, that is another one when the file has changed: a weak one if it may still
   * change without that being seen.
   */
  readonly etag: string
  /** As many bytes from a place on, or fewer; none at the end. */
  read(position: number, length: number): Promise<Uint8Array>
  /** Lets go of the file. It may be called again. */
  close(): Promise<void>
}
