import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runs, seed } from './fuzz-settings.ts'
import { holdsTree } from './shapes/library-shape.ts'
import { type Shape, shapes } from './shapes/shape.ts'
import { typeSource, zodSource } from './shapes/shape-source.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))

const drawn = fc.sample(
  shapes.filter((shape) => !holdsTree(shape)),
  { seed, numRuns: runs(60, 600) },
)

/** A route whose handler says what it receives. */
function routeSource(shape: Shape, type: string): string {
  const inputs = `{ value: body(${zodSource(shape)}), page: query(z.int()) }`
  return `route.post('/', { inputs: ${inputs} }, (values) => same<typeof values, { readonly value: ${type}; readonly page: number }>(true))`
}

const program = `import * as z from 'zod'
import { body, query, route } from '${join(repository, 'packages/vivace/src/index.ts')}'
import type { Equal } from '${join(repository, 'packages/vivace/tests/types/expect.ts')}'

function same<First, Second>(answer: Equal<First, Second>): unknown {
  return answer
}

${drawn.map((shape) => routeSource(shape, typeSource(shape))).join('\n')}
// @ts-expect-error: the test of the test
${routeSource({ kind: 'boolean' }, 'string')}
`

/** What the compiler says of a program; nothing if all is well. */
function compile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-handler-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'routes.ts'), text)
  const compilerOptions = {
    noEmit: true,
    types: ['node'],
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
    skipLibCheck: true,
    // The sources are imported by their absolute paths.
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
  }
  const config = { extends: join(repository, 'tsconfig.base.json'), compilerOptions, files: ['routes.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(repository, 'node_modules/typescript-7/bin/tsc')
  try {
    return execFileSync(process.execPath, [compiler, '-p', folder], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout)
    throw error
  }
}

describe('what a handler receives', () => {
  it('has the type that the schema infers', { timeout: 120_000 }, () => {
    const lines = program.split('\n')
    const wrong = [...compile(program).matchAll(/^routes\.ts\((\d+),\d+\): .*$/gm)]
    expect(wrong.map(([said, line]) => `${said} (seed ${seed}): ${lines[Number(line) - 1]}`)).toEqual([])
  })
})
