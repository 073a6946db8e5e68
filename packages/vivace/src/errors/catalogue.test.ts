import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { definitionCodes, problemCodes } from './catalogue.ts'

// Batteries have their codes in the same catalogue: a user has one page of errors.
const packages = fileURLToPath(new URL('../../../', import.meta.url))
const sources = readdirSync(packages)
  .map((name) => join(packages, name, 'src'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('errors/catalogue.ts'),
  )
  .filter((path) => !path.includes('generated'))
  .map((path) => readFileSync(path, 'utf8'))

function isUsed(code: string): boolean {
  return sources.some((source) => source.includes(`'${code}'`))
}

describe('the catalogue of codes', () => {
  it.each(definitionCodes)('has no code that nothing throws: %s', (code) => {
    expect(isUsed(code)).toBe(true)
  })

  it.each(problemCodes)('has no code that nothing answers: %s', (code) => {
    expect(isUsed(code)).toBe(true)
  })

  it('is in order, and has each code once', () => {
    expect(definitionCodes).toEqual([...new Set(definitionCodes)].sort())
    expect(problemCodes).toEqual([...new Set(problemCodes)].sort())
  })

  it('has every code of a problem that is written in the source', () => {
    const written = sources.flatMap((source) => [
      ...source.matchAll(/new HttpError\(\d{3}, \{\s*code: '([a-z-]+)'/g),
    ])
    const codes = new Set(written.map(([, code]) => code))
    expect([...codes].filter((code) => !problemCodes.some((known) => known === code))).toEqual([])
  })
})
