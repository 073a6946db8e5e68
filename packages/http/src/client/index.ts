export { httpClient, type HttpClientOptions } from './define-client.ts'
export { forRequest, type ForRequestOptions, passedOnHeaders } from './for-request.ts'
export type { Call, HostStats, HttpClient, HttpStats } from './http-client.ts'
export type { RequestDone, RequestObserver } from './request-done.ts'
