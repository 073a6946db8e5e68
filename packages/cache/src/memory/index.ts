export { LocalLease, LocalLeases } from './local-leases.ts'
export { type MemoryEntry, MemoryTier } from './memory-tier.ts'
