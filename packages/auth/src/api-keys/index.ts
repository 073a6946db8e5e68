export { type ApiKeysParts, ApiKeys, type MadeApiKey, type NewApiKey } from './api-keys.ts'
