export type * from './document.ts'
export { writeAsyncApi, type AsyncApiOptions } from './write-async-api.ts'
