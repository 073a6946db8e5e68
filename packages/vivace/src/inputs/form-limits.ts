import type { ByteSize } from '../http/byte-size.ts'

/**
 * How much of a form is read. What is more is refused, 413 for sizes and 400 for numbers, before the rest is read.
 *
 *     app.post('/albums', { inputs: { photos: uploads() }, form: { files: 50, size: '200mb' } }, …)
 */
export interface FormLimits {
  /** How many text fields, each repetition counted. 20, or as many as the route names if that is more. */
  readonly fields?: number
  /** How many files. 5, or as many as the route names if that is more. */
  readonly files?: number
  /**
   * The whole body. Of a multipart form the route's `bodyLimit` or else 10 MiB, of an urlencoded one what any body
   * may have, 1 MiB. Where there is no file system everything is kept in memory, and 10 MiB is the most.
   */
  readonly size?: ByteSize
  /** One text field. 1 MiB. */
  readonly fieldSize?: ByteSize
  /** The name of a field, in UTF-16 units. 256. */
  readonly nameLength?: number
  /** The header of a part of a multipart form. 8 KiB. */
  readonly headerSize?: ByteSize
  /** How much of one file is kept in memory; what is larger goes to a temporary file. 1 MiB. */
  readonly memory?: ByteSize
}
