/**
 * Bundles `packages/vivace/src` into `packages/vivace/dist`: one file for each entry of its `exports` and for its
 * command, and chunks for what they share, so that a program starts with some forty files instead of four hundred
 * (docs/decisions/0062-the-package-is-bundled.md). Declarations are the compiler's. It is JavaScript because it runs
 * at each `npm start`, and a loader for TypeScript would take longer than all that it does.
 *
 *     node scripts/bundle-package.js
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../packages/vivace', import.meta.url))
const dist = join(folder, 'dist')

/** `export const noContent: Answer = ` before a call, at the beginning of a line and so of a module's own. */
const initializer = /^(?:export )?const \w+(?:: [^=\n]+)? =\s+(?=(?:new )?[\w.]+(?:<[^\n]*>)?\()/gm

const { outputFiles } = await build({
  absWorkingDir: folder,
  entryPoints: entryFiles(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))),
  outbase: 'src',
  outdir: 'dist',
  // As deep as the entries are: `new URL('../../package.json', import.meta.url)` means the same from both.
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  packages: 'external',
  target: 'es2022',
  charset: 'utf8',
  write: false,
  plugins: [{ name: 'pure', setup: ({ onLoad }) => onLoad({ filter: /\/src\/.*\.ts$/ }, loadPure) }],
  logLevel: 'warning',
})

// Servers that are running may be reading what is there: what has not changed is left alone, and what nobody needs any
// more goes last.
for (const { path, contents } of outputFiles) if (!isWritten(path, contents)) write(path, contents)
for (const path of stale(new Set(outputFiles.map(({ path }) => path)))) rmSync(path)

/**
 * The modules that a manifest names, as their sources.
 *
 * @param {{ exports: Record<string, string | { default: string }>, bin: Record<string, string> }} manifest
 */
function entryFiles({ exports, bin }) {
  const built = [
    ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.default])),
    ...Object.values(bin),
  ]
  return built.map((file) => file.replace('./dist/', './src/').replace(/\.js$/, '.ts'))
}

/**
 * A source whose constants may be left out where nobody uses them. `sideEffects: false` says so of whole modules; in a
 * bundle bundlers have to be told call by call, or every app gets every error that the framework defines.
 *
 * @param {{ path: string }} module
 */
function loadPure({ path }) {
  const text = readFileSync(path, 'utf8')
  const contents = text.replace(initializer, (begin, at) =>
    isInTemplate(text, at) ? begin : `${begin}/* @__PURE__ */ `,
  )
  return { loader: 'ts', contents }
}

/** @param {string} text @param {number} at */
function isInTemplate(text, at) {
  return text.slice(0, at).split('`').length % 2 === 0
}

/** @param {string} path @param {Uint8Array} contents */
function isWritten(path, contents) {
  return existsSync(path) && readFileSync(path).equals(contents)
}

/** @param {string} path @param {Uint8Array} contents */
function write(path, contents) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, contents)
}

/**
 * What an earlier build has left: chunks have their contents in their names.
 *
 * @param {ReadonlySet<string>} built
 */
function stale(built) {
  const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.js'),
  )
  return modules.map((path) => join(dist, path)).filter((path) => !built.has(path))
}
