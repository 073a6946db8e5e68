export type {
  Invalidation,
  Lookup,
  SharedListener,
  SharedRecord,
  SharedTier,
  SharedTierOptions,
  SharedTiers,
  Stored,
  Storing,
} from './shared-tier.ts'
