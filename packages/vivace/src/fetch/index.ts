export {
  toFetchHandler,
  type FetchContext,
  type FetchHandler,
  type FetchOptions,
} from './to-fetch-handler.ts'
