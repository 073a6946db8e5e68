// The public names of @vivace/http/testing.
export { UnexpectedRequest } from './mock-fault.ts'
export type { MockedRequest, MockReply, MockReplyOptions, MockRoute, MockTimes } from './mock-route.ts'
export { type MockUpstream, mockUpstream } from './mock-upstream.ts'
