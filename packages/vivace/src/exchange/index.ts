export { Answer, type AnswerBody } from './answer.ts'
export { checkSecureCookie } from './check-secure-cookie.ts'
export type { Client, Peer } from './client.ts'
export { type Clock, momentOf, systemClock } from './clock.ts'
export type { Connection, ConnectionListener } from './connection.ts'
export { ended, type Ending, type EndingRespond } from './ending.ts'
export { consoleLogger, type ConsoleLoggerOptions, type LogLevel } from './console-logger.ts'
export { type Answering, Exchange } from './exchange.ts'
export { Expiry } from './expiry.ts'
export type { FileSource, OpenFile, OpenFileOptions } from './file-source.ts'
export { checkStatus } from './frame-headers.ts'
export { jsonFields } from './json-fields.ts'
export { logJson, type LogRedaction, textJson } from './log-json.ts'
export type { LogFields, Logger } from './logger.ts'
export { inSpan, type SpanOfWork } from './in-span.ts'
export { isOnBun } from './is-on-bun.ts'
export { mapAnswer } from './map-answer.ts'
export type { Middleware } from './middleware.ts'
export { PendingWork } from './pending-work.ts'
export { secretNames } from './secret-name.ts'
export type { Served } from './served.ts'
export { Shutdown } from './shutdown.ts'
export type { Spool, SpooledFile } from './spool.ts'
export { silentLogger } from './silent-logger.ts'
export {
  type SecurityHeaderOptions,
  type SecurityHeaderWriter,
  securityHeaderWriter,
} from './security-headers.ts'
export type {
  Span,
  SpanAttributes,
  SpanKind,
  SpanOptions,
  TraceContext,
  TraceHeaders,
  Tracer,
} from './tracer.ts'
export { UpgradeAnswer, type Upgrade, upgradeHeaders } from './upgrade-answer.ts'
