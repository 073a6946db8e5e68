export { CookieJar } from './cookie-jar.ts'
export { type FakeClock, fakeClock } from './fake-clock.ts'
export type { ReceivedEvent } from '../http/event-parser.ts'
export { TestAnswer } from './test-answer.ts'
export {
  testClient,
  TestClient,
  type TestClientOptions,
  type TestHandshake,
  type TestRequest,
  type TestSend,
} from './test-client.ts'
export { TestStream } from './test-stream.ts'
export { HandshakeRefused, type TestClosing, TestSocket } from './test-socket.ts'
export { idempotencyStoreChecks, type StoreCheck } from './idempotency-store-checks.ts'
