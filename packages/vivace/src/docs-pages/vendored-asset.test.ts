import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { decodeBase64, inflate } from './asset-page.ts'
import { asset as redocBundle } from './generated/redoc-bundle.ts'
import { asset as swaggerUiBundle } from './generated/swagger-ui-bundle.ts'
import { asset as swaggerUiRedirect } from './generated/swagger-ui-redirect.ts'
import { asset as swaggerUiStyle } from './generated/swagger-ui-style.ts'
import { redocVersion } from './redoc-pages.ts'
import { swaggerUiVersion } from './swagger-ui-pages.ts'

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const assets = [
  ['swagger-ui-bundle', swaggerUiBundle],
  ['swagger-ui-style', swaggerUiStyle],
  ['swagger-ui-redirect', swaggerUiRedirect],
  ['redoc-bundle', redocBundle],
] as const

describe('a vendored asset', () => {
  it.each(assets)('%s is the file whose checksum it records', async (_, asset) => {
    expect(await sha256(await inflate(decodeBase64(asset.gzipped)))).toBe(asset.sha256)
  })

  it.each(assets)(
    "%s is its project's file but for the recorded change",
    async (_, { change, gzipped, sha256: own }) => {
      const text = new TextDecoder().decode(await inflate(decodeBase64(gzipped)))
      const upstream = change === undefined ? text : text.replace(change.replace, change.find)
      expect(await sha256(new TextEncoder().encode(upstream))).toBe(change?.upstreamSha256 ?? own)
    },
  )

  it('of ReDoc asks no other host for its logo', async () => {
    const text = new TextDecoder().decode(await inflate(decodeBase64(redocBundle.gzipped)))
    expect(text).not.toContain('cdn.redoc.ly')
  })

  it('stands under its version', () => {
    expect(new Set(assets.map(([, { package: name, version }]) => `${name}@${version}`))).toEqual(
      new Set([`swagger-ui-dist@${swaggerUiVersion}`, `redoc@${redocVersion}`]),
    )
  })

  it.each([
    ['swagger-ui.LICENSE.txt', 'Apache License'],
    ['swagger-ui.NOTICE.txt', 'SmartBear'],
    ['swagger-ui-bundle.js.LICENSE.txt', 'MIT'],
    ['redoc.LICENSE.txt', 'The MIT License (MIT)'],
    ['redoc.standalone.js.LICENSE.txt', 'MIT'],
  ])('has its licence shipped with it: %s', async (file, words) => {
    expect(await readFile(new URL(`../../licenses/${file}`, import.meta.url), 'utf8')).toContain(words)
  })
})
