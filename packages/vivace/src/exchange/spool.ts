/**
 * Where files of requests go that are too large for memory: the port that an edge with a file system implements.
 *
 *     const file = await exchange.spool?.open()
 */
export interface Spool {
  /** Opens an empty temporary file that nobody else can open. */
  open(): Promise<SpooledFile>
  /**
   * Writes bytes to a path. What is there is kept and the promise rejects, unless it may be overwritten; a file
   * that could not be written to its end is removed.
   */
  save(path: string, chunks: AsyncIterable<Uint8Array>, mayOverwrite: boolean): Promise<void>
}

/** A temporary file: written once, then read as often as one likes. */
export interface SpooledFile {
  /** Adds bytes; the next ones after the promise has resolved. */
  write(bytes: Uint8Array): Promise<void>
  /** At most 64 KiB from a place on; empty at the end. */
  read(position: number): Promise<Uint8Array>
  /** Removes the file. Nothing can be read from it any more. */
  remove(): Promise<void>
}
