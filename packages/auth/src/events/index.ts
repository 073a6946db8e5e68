export type { SecurityEvent, SecurityEventName, SecurityFacts, SecurityListener } from './security-event.ts'
export { securityLog, type SecurityLog } from './security-log.ts'
