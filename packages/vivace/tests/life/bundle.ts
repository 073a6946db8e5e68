import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../fixtures/program.ts'

/** A program in one file, of our sources: it starts many times in a test, and so it has to start quickly. */
export interface Bundle {
  readonly file: string
  remove(): void
}

/** Bundles a program; without `remove` it stays on the disk. */
export async function bundle(program: string): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-life-'))
  const file = join(folder, 'program.mjs')
  await build({
    entryPoints: [program],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    tsconfig: join(root, 'tsconfig.json'),
    // For what is written in CommonJS and asks for Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
