import {
  client,
  type Client,
  dependency,
  type Dependency,
  type IncomingRequest,
  log,
  type Logger,
  request,
} from 'vivace'
import type { SecurityEvent, SecurityEventName, SecurityFacts, SecurityListener } from './security-event.ts'

/** Records what happens to accounts during one request. */
export interface SecurityLog {
  record(event: SecurityEventName, facts?: SecurityFacts): void
}

/** What an event of a request is written with. */
interface Circumstances {
  readonly log: Logger
  readonly client: Client
  readonly request: IncomingRequest
  readonly listener: SecurityListener | undefined
}

// What somebody should look at, sooner or later.
const grave: ReadonlySet<SecurityEventName> = new Set([
  'login-failed',
  'login-locked',
  'login-throttled',
  'refresh-refused',
  'refresh-token-reused',
])

/** The security log of a request, as an input: one line of the app's log for each event, by the logger `security`. */
export function securityLog(listener?: SecurityListener): Dependency<SecurityLog, 'request'> {
  return dependency({ log, client, request }, function securityLog({ log, client, request }): SecurityLog {
    const circumstances = { log: log.child({ logger: 'security' }), client, request, listener }
    return { record: (event, facts = {}) => write({ event, ...facts }, circumstances) }
  })
}

function write(event: SecurityEvent, { log, client, request, listener }: Circumstances): void {
  const told: SecurityEvent = { ...event, ip: client.address, requestId: request.id }
  const fields = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
  if (grave.has(event.event)) log.warn(event.event, fields)
  else log.info(event.event, fields)
  if (listener !== undefined) void tell(listener, told, log)
}

// Whoever listens is not part of the request: it neither waits for them nor fails with them.
async function tell(listener: SecurityListener, event: SecurityEvent, log: Logger): Promise<void> {
  try {
    await listener(event)
  } catch (error) {
    log.error('A listener of security events failed.', { error, event: event.event })
  }
}
