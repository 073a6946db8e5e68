export { hashingEmbedding } from './hashing-embedding.ts'
export { OfflineProvider } from './offline-provider.ts'
