import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** A file of the channels page, as browsers get it. */
export interface BundledFile {
  /** The module that it is kept in. */
  readonly module: string
  readonly mediaType: string
  readonly text: string
}

/** Bundles the script and the style of the channels page; the same sources give the same texts. */
export function bundleChannelsPage(): readonly BundledFile[] {
  return [
    { module: 'channels-page-script', mediaType: 'text/javascript; charset=utf-8', text: bundle('main.ts') },
    { module: 'channels-page-style', mediaType: 'text/css; charset=utf-8', text: bundle('page.css') },
  ]
}

/** What tells one version of the files from another. */
export function versionOf(files: readonly BundledFile[]): string {
  return sha256(files.map(({ text }) => text).join('\n')).slice(0, 12)
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function bundle(entry: string): string {
  const path = fileURLToPath(new URL(`../../packages/vivace/browser/channels-page/${entry}`, import.meta.url))
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    // The repository's own settings are for Node.js.
    tsconfigRaw: '{}',
  })
  return outputFiles.map(({ text }) => text).join('')
}
