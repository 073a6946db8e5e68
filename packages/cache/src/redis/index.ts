export { RedisTiers, type RedisTiersOptions } from './redis-tiers.ts'
