import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, type Compiler } from '../../scripts/types/compilers.ts'

/** What it cost to compile one app. */
export interface CompileCost {
  /** How often the compiler filled in type parameters: the same on every machine. */
  readonly instantiations: number
  readonly seconds: number
  readonly megabytes: number
}

const here = new URL('..', import.meta.url).pathname

/** A folder in which the peers can be imported. */
export function temporaryApp(text: string): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(here, 'node_modules/.types-'))
  writeFileSync(join(folder, 'app.ts'), text)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

const configuration = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'esnext',
    module: 'nodenext',
    types: ['node'],
    lib: ['esnext', 'dom', 'dom.iterable'],
  },
  files: ['app.ts'],
}

/** Compiles an app. Throws with the compiler's words if it does not compile: then its cost means nothing. */
export async function compileApp(compiler: Compiler, text: string): Promise<CompileCost> {
  const { folder, remove } = temporaryApp(text)
  try {
    const single = compiler.name.startsWith('TypeScript 7') ? ['--singleThreaded'] : []
    const { code, out } = await compile(compiler, ['-p', folder, '--extendedDiagnostics', ...single])
    if (code !== 0) throw new Error(`It does not compile with ${compiler.name}:\n${out.slice(0, 2000)}`)
    const read = (label: string): number => Number(new RegExp(`^${label}: +([\\d.]+)`, 'm').exec(out)?.[1])
    return {
      instantiations: read('Instantiations'),
      seconds: read('Check time'),
      megabytes: Math.round(read('Memory used') / 1024),
    }
  } finally {
    remove()
  }
}
