export { WireProvider } from './wire-provider.ts'
