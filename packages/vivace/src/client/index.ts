// A client of an API, for browsers and servers. Nothing here knows the server at run time.

export { createClient } from './create-client.ts'
export type {
  ArgumentsOf,
  Arrived,
  Client,
  ClientAnswer,
  ClientCall,
  Refused,
  ResultOf,
  Success,
} from './client.ts'
export type { ClientEvent } from './client-event.ts'
export { EventParser, type ReceivedEvent } from '../http/event-parser.ts'
export type { CallOptions, ClientHeaders, ClientOptions } from './client-options.ts'
export type { ClientField, ClientInput, ClientOperation, ClientOperations } from './client-operations.ts'
export type { Jsonified } from './jsonified.ts'
export { ProblemError } from './problem-error.ts'
