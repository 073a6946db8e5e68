export { type StaticFiles, staticFiles } from './static-files.ts'
export type { PrecompressedCoding, StaticFilesOptions } from './static-options.ts'
