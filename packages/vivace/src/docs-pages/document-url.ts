import type { Exchange } from '../exchange/index.ts'

/**
 * Where a client finds what it asks for, as far as the request tells: `https://api.example.com/shop/asyncapi.json`.
 * Behind proxies it is right if the app trusts them.
 */
export function documentUrl({ scheme, host, rootPath, path }: Exchange): string | undefined {
  const url = `${scheme}://${host}${rootPath}${path}`
  return host !== '' && URL.canParse(url) ? url : undefined
}
