// The public names of @vivace/llm/testing.
export type { FakeCall, FakeCallEnd } from './fake-call.ts'
export { type FakeLlm, fakeLlm, type FakeLlmOptions, type FakeScript } from './fake-llm.ts'
export type { FakeAnswer, FakeBody, FakeFailure, FakeReply, FakeSilence, FakeUsage } from './fake-reply.ts'
