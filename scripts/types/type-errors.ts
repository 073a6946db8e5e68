import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { listFiles } from '../list-files.ts'
import type { Verdict } from '../verdict.ts'
import { splitErrors } from './compiler-errors.ts'
import { compile, compilers } from './compilers.ts'

/** What the compilers said of each fixture: the file's name, and the text of each compiler. */
type Sayings = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * Compiles `<folder>/*.ts`, each of which holds one mistake, and compares what the compilers say with the
 * `.txt` beside it. With `update` the texts are written instead.
 *
 *     await judgeTypeErrors('packages/vivace/tests/type-errors', { update: false })
 */
export async function judgeTypeErrors(
  folder: string,
  { update }: { readonly update: boolean },
): Promise<Verdict> {
  const fixtures = listFiles(folder, '.', /^[^/]+\.ts$/)
  const { sayings, elsewhere } = await compileFixtures(folder, fixtures)
  const findings = [
    ...(fixtures.length === 0 ? [`${folder}: there is nothing to check`] : []),
    ...elsewhere,
    ...listFiles(folder, '.', /^[^/]+\.txt$/)
      .filter((text) => !fixtures.includes(text.replace(/txt$/, 'ts')))
      .map((text) => `${join(folder, text)}: there is no fixture of this name`),
  ]
  for (const [fixture, said] of sayings) {
    const finding = judgeFixture(join(folder, fixture), said, update)
    if (finding !== undefined) findings.push(finding)
  }
  return { findings, seen: `${fixtures.length} mistakes, ${compilers.map(({ name }) => name).join(' and ')}` }
}

function judgeFixture(
  path: string,
  said: Readonly<Record<string, string>>,
  update: boolean,
): string | undefined {
  if (Object.values(said).includes('')) return `${path}: compiles, but it must not`
  const text = textOf(said)
  const textPath = path.replace(/ts$/, 'txt')
  if (update) writeFileSync(textPath, text)
  const expected = existsSync(textPath) ? readFileSync(textPath, 'utf8') : ''
  return expected === text ? undefined : `${path}: expected\n${expected}but the compilers say\n${text}`
}

/** Once if the compilers say the same; a few sentences differ, and then each has its part. */
function textOf(said: Readonly<Record<string, string>>): string {
  const texts = Object.values(said)
  if (new Set(texts).size === 1) return texts[0] ?? ''
  return Object.entries(said)
    .map(([name, text]) => `${name.replace(/\..*/, '')}:\n${text}`)
    .join('\n')
}

async function compileFixtures(
  folder: string,
  fixtures: readonly string[],
): Promise<{ sayings: Sayings; elsewhere: string[] }> {
  const sayings = new Map(
    fixtures.map((fixture) => [fixture, Object.fromEntries(compilers.map(({ name }) => [name, '']))]),
  )
  const elsewhere: string[] = []
  for (const compiler of compilers) {
    const { out } = await compile(compiler, ['-p', folder, '--noEmit'])
    for (const error of splitErrors(out)) {
      const path = resolve(error.slice(0, Math.max(0, error.indexOf('('))))
      const said = sayings.get(relative(folder, path))
      if (said === undefined) elsewhere.push(`${compiler.name}: ${error.trimEnd()}`)
      else said[compiler.name] += normalise(error)
    }
  }
  return { sayings, elsewhere }
}

/** The path depends on where the compiler was started, and paths in types on where the repository is. */
function normalise(error: string): string {
  const text = error
    .replace(/^.*?([^\\/]+\.ts)\(/, '$1(')
    .replace(/import\("[^"]*?packages\//g, 'import("packages/')
  return `${text.trimEnd()}\n`
}
