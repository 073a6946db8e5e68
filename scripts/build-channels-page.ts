/**
 * Builds the script and the style of the channels page (`packages/vivace/browser/channels-page/`) into
 * `packages/vivace/src/docs-pages/generated/`. Run it after changing them; a test holds both equal:
 *
 *     npx tsx scripts/build-channels-page.ts
 *
 * They are modules for the same reasons as the vendored assets are: docs/decisions/0006.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundleChannelsPage, sha256, versionOf } from './docs/bundle-channels-page.ts'

const generated = fileURLToPath(new URL('../packages/vivace/src/docs-pages/generated', import.meta.url))
const note =
  '// Written by scripts/build-channels-page.ts from packages/vivace/browser/channels-page. Do not edit.'

const files = bundleChannelsPage()
const version = versionOf(files)
for (const { module, mediaType, text } of files) {
  const source = `${note}
import type { VendoredAsset } from '../vendored-asset.ts'

/** A file of the channels page. */
export const asset: VendoredAsset = {
  package: 'vivace',
  version: '${version}',
  mediaType: '${mediaType}',
  sha256: '${sha256(text)}',
  gzipped: '${gzipSync(text, { level: 9 }).toString('base64')}',
}
`
  writeFileSync(join(generated, `${module}.ts`), source)
}
writeFileSync(
  join(generated, 'channels-page-version.ts'),
  `${note}\n\n/** Stands in the assets' paths: it changes whenever they do. */\nexport const channelsPageVersion: string = '${version}'\n`,
)
