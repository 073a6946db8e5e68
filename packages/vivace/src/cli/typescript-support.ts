import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from './usage-error.ts'

/**
 * Makes this process able to import a TypeScript file: by tsx where the project asks for it, else by Node's
 * own stripping of types (22.18 and later), else by tsx where it is installed. Nothing to do for JavaScript.
 *
 *     await supportTypeScript('/shop/src/main.ts')
 *
 * Throws `UsageError` where neither is there.
 */
export async function supportTypeScript(file: string): Promise<void> {
  if (!/\.[cm]?ts$/.test(file) || process.execArgv.some((flag) => flag.includes('tsx'))) return
  // Since 22.10; absent before, and false where it is switched off.
  const native = 'typescript' in process.features && typeof process.features.typescript === 'string'
  if (native && !asksForTsx(dirname(file))) return
  const tsx = findTsx(file)
  if (tsx === undefined) {
    if (native) return
    throw new UsageError(
      `Node.js ${process.versions.node} does not run TypeScript by itself, and tsx is not installed.\n` +
        'Install it (npm install --save-dev tsx), or use Node.js 22.18 or later.',
    )
  }
  // What tsx documents for programs: https://tsx.is/dev-api/register-esm
  const { register } = (await import(pathToFileURL(tsx).href)) as { readonly register: () => unknown }
  register()
}

/** The module of `tsx/esm/api` that `import` of the project finds; `createRequire` alone finds the other one. */
function findTsx(file: string): string | undefined {
  try {
    const manifest = createRequire(file).resolve('tsx/package.json')
    // It has shipped in this shape since tsx 4.
    const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      readonly exports: { readonly './esm/api': { readonly import: { readonly default: string } } }
    }
    return join(dirname(manifest), exports['./esm/api'].import.default)
  } catch {
    return undefined
  }
}

/** Whether the nearest package.json names tsx: then the project may use what stripping cannot do. */
function asksForTsx(folder: string): boolean {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) return dirname(folder) !== folder && asksForTsx(dirname(folder))
  return /"tsx"\s*:/.test(readFileSync(path, 'utf8'))
}
