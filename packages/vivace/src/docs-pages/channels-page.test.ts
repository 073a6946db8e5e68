import { describe, expect, it } from 'vitest'
import { bundleChannelsPage, sha256, versionOf } from '../../../../scripts/docs/bundle-channels-page.ts'
import { decodeBase64, inflate } from './asset-page.ts'
import { asset as script } from './generated/channels-page-script.ts'
import { asset as style } from './generated/channels-page-style.ts'
import { channelsPageVersion } from './generated/channels-page-version.ts'

const bundled = bundleChannelsPage()

describe('the files of the channels page', () => {
  it.each([
    ['channels-page-script', script],
    ['channels-page-style', style],
  ] as const)(
    '%s is what its sources make: npx tsx scripts/build-channels-page.ts',
    async (module, asset) => {
      const text = bundled.find((file) => file.module === module)?.text ?? ''
      expect(new TextDecoder().decode(await inflate(decodeBase64(asset.gzipped)))).toBe(text)
      expect(asset.sha256).toBe(sha256(text))
    },
  )

  it('stand under a version that changes with them', () => {
    expect([script.version, style.version]).toEqual([channelsPageVersion, channelsPageVersion])
    expect(channelsPageVersion).toBe(versionOf(bundled))
    expect(versionOf(bundled.map((file) => ({ ...file, text: `${file.text} ` })))).not.toBe(
      channelsPageVersion,
    )
  })

  it('are small, and know no other host and no evaluation of texts', () => {
    const [code = ''] = bundled.map(({ text }) => text)
    expect(script.gzipped.length + style.gzipped.length).toBeLessThan(20_000)
    expect(code).not.toMatch(
      /\beval\(|new Function|innerHTML|insertAdjacentHTML|https?:\/\/(?!example\.com\/)/,
    )
  })
})
