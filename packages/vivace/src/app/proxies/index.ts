export { type ProxyTrust, proxyTrust } from './proxy-trust.ts'
export { rootPathOf } from './root-path.ts'
export type { ForwardingHeaders, TrustedProxies } from './trusted-proxies-options.ts'
