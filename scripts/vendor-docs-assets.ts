/**
 * Writes the docs pages' assets, gzipped, into `packages/vivace/src/docs-pages/generated/`, and their
 * licences into `packages/vivace/licenses/`. Run it after changing a version below:
 *
 *     npx tsx scripts/vendor-docs-assets.ts
 *
 * They are modules because the framework also runs where there are no files to read (workers), and
 * gzipped because that is how nearly every client takes them.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

interface VendoredFile {
  /** In the package. */
  readonly from: string
  /** The module in `generated/`, without its ending. */
  readonly module: string
  readonly mediaType: string
  /** One text that is replaced by another, and why. */
  readonly change?: { readonly find: string; readonly replace: string; readonly reason: string }
}

interface VendoredPackage {
  readonly name: string
  readonly version: string
  readonly files: readonly VendoredFile[]
  /** Licence files: the path in the package, the name in `licenses/`. */
  readonly licenses: readonly (readonly [string, string])[]
}

const packages: readonly VendoredPackage[] = [
  {
    name: 'swagger-ui-dist',
    version: '5.35.0',
    files: [
      {
        from: 'swagger-ui-bundle.js',
        module: 'swagger-ui-bundle',
        mediaType: 'text/javascript; charset=utf-8',
      },
      { from: 'swagger-ui.css', module: 'swagger-ui-style', mediaType: 'text/css; charset=utf-8' },
      {
        from: 'oauth2-redirect.js',
        module: 'swagger-ui-redirect',
        mediaType: 'text/javascript; charset=utf-8',
      },
    ],
    licenses: [
      ['LICENSE', 'swagger-ui.LICENSE.txt'],
      ['NOTICE', 'swagger-ui.NOTICE.txt'],
      ['swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui-bundle.js.LICENSE.txt'],
    ],
  },
  {
    name: 'redoc',
    version: '2.5.4',
    files: [
      {
        from: 'bundles/redoc.standalone.js',
        module: 'redoc-bundle',
        mediaType: 'text/javascript; charset=utf-8',
        change: {
          find: 'https://cdn.redoc.ly/redoc/logo-mini.svg',
          replace: 'data:,a-docs-page-asks-no-other-host',
          reason: 'ReDoc has no option that keeps it from fetching its logo; an image that fails is left out',
        },
      },
    ],
    licenses: [
      ['LICENSE', 'redoc.LICENSE.txt'],
      ['bundles/redoc.standalone.js.LICENSE.txt', 'redoc.standalone.js.LICENSE.txt'],
    ],
  },
]

const repository = fileURLToPath(new URL('..', import.meta.url))
const generated = join(repository, 'packages/vivace/src/docs-pages/generated')
const licenses = join(repository, 'packages/vivace/licenses')

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function unpack(vendored: VendoredPackage, into: string): string {
  const archive = execFileSync('npm', ['pack', '--silent', `${vendored.name}@${vendored.version}`], {
    cwd: into,
  })
  execFileSync('tar', ['xzf', archive.toString().trim()], { cwd: into })
  return join(into, 'package')
}

function changed(file: VendoredFile, upstream: Buffer): Buffer {
  if (file.change === undefined) return upstream
  const parts = upstream.toString().split(file.change.find)
  if (parts.length !== 2)
    throw new Error(`${file.from} has ${parts.length - 1} × '${file.change.find}', expected 1`)
  return Buffer.from(parts.join(file.change.replace))
}

function moduleText(vendored: VendoredPackage, file: VendoredFile, upstream: Buffer): string {
  const raw = changed(file, upstream)
  const change = file.change && { ...file.change, upstreamSha256: sha256(upstream) }
  return `// Written by scripts/vendor-docs-assets.ts from ${vendored.name}@${vendored.version}, ${file.from}. Do not edit.
import type { VendoredAsset } from '../vendored-asset.ts'

/** ${file.from} of ${vendored.name}. Its licence is in \`licenses/\`. */
export const asset: VendoredAsset = {
  package: '${vendored.name}',
  version: '${vendored.version}',
  mediaType: '${file.mediaType}',
  sha256: '${sha256(raw)}',${change === undefined ? '' : `\n  change: ${JSON.stringify(change)},`}
  gzipped: '${gzipSync(raw, { level: 9 }).toString('base64')}',
}
`
}

function vendor(vendored: VendoredPackage): void {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-docs-'))
  try {
    const unpacked = unpack(vendored, folder)
    for (const file of vendored.files) {
      const text = moduleText(vendored, file, readFileSync(join(unpacked, file.from)))
      writeFileSync(join(generated, `${file.module}.ts`), text)
    }
    for (const [from, to] of vendored.licenses) copyFileSync(join(unpacked, from), join(licenses, to))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

mkdirSync(generated, { recursive: true })
mkdirSync(licenses, { recursive: true })
for (const vendored of packages) vendor(vendored)
