export { compileIdempotency } from './compile-idempotency.ts'
export { idempotencyKeys, type IdempotencyKeys, type IdempotencyOptions } from './idempotency-keys.ts'
export type { IdempotencyRecord, IdempotencyStore, StoredAnswer } from './idempotency-store.ts'
export { memoryIdempotencyStore, type MemoryIdempotencyStoreOptions } from './memory-idempotency-store.ts'
