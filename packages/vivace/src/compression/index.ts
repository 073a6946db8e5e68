export type { ByteSize } from '../http/byte-size.ts'
export { compress, type CompressOptions } from './compress.ts'
export type { ContentCoding } from './content-coding.ts'
