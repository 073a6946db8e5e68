import type { Answer, Exchange } from '../exchange/index.ts'
import { chooseCoding } from '../http/accept-encoding.ts'
import type { DocsPage } from './docs-page.ts'
import { answerIfChanged } from './fresh.ts'
import { once } from './once.ts'
import type { VendoredAsset } from './vendored-asset.ts'

/** Loads the module of an asset; a dynamic import, because most processes never serve one. */
export type LoadAsset = () => Promise<{ readonly asset: VendoredAsset }>

// The version is in the path: what is behind it never changes (RFC 8246).
const cacheControl = 'public, max-age=31536000, immutable'

/**
 * A vendored file at a path: gzipped to those who accept it, inflated to the others.
 *
 *     assetPage('/docs/5.35.0/swagger-ui.css', () => import('./generated/swagger-ui-style.ts'))
 */
export function assetPage(path: string, load: LoadAsset): DocsPage {
  const loaded = once(async () => {
    const { asset } = await load()
    return { asset, gzipped: decodeBase64(asset.gzipped) }
  })
  const inflated = once(async () => inflate((await loaded()).gzipped))
  const answer = async (exchange: Exchange): Promise<Answer> => {
    const zipped = chooseCoding(exchange.header('accept-encoding'), ['gzip']) === 'gzip'
    const { asset, gzipped } = await loaded()
    return answerIfChanged(exchange, {
      etag: `"${asset.sha256.slice(0, 32)}${zipped ? '-gzip' : ''}"`,
      headers: [
        ...['content-type', asset.mediaType, 'cache-control', cacheControl],
        ...['vary', 'accept-encoding', 'x-content-type-options', 'nosniff'],
        ...(zipped ? ['content-encoding', 'gzip'] : []),
      ],
      body: zipped ? gzipped : await inflated(),
    })
  }
  return { path, answer }
}

/** What a vendored asset holds, as its project wrote it. */
export async function inflate(gzipped: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The bytes that a text of base64 stands for. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
