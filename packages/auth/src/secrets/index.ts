export { digest, sameDigest } from './digest.ts'
