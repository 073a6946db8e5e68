import { describe, expect, it } from 'vitest'
import { readManifest } from './manifests.ts'
import { runScript } from './run-script.ts'
import { temporaryTree } from './temporary-tree.ts'

const scripts = { format: 'true', lint: 'echo linted', layers: 'echo crooked; exit 3', compile: 'echo never' }

describe('npm run check', () => {
  it('prints a line for each step, with its time', async () => {
    const root = temporaryTree({ 'package.json': JSON.stringify({ scripts }) })
    const { code, out } = await runScript('check', ['format', 'lint'], root)
    expect(out).toMatch(
      /^-- {2}format\nok {2}format +\d+\.\d s\n-- {2}lint\nlinted\nok {2}lint +\d+\.\d s\n$/,
    )
    expect(code).toBe(0)
  })

  it('stops at the first step that fails, and says how to run it alone', async () => {
    const root = temporaryTree({ 'package.json': JSON.stringify({ scripts }) })
    const { code, all } = await runScript('check', [], root)
    expect(all).toContain(
      'crooked\n"layers" failed: what is wrong stands above. To run it alone: npm run layers\n',
    )
    expect(all).not.toContain('never')
    expect(code).toBe(1)
  })

  it('knows no other steps', async () => {
    const { code, all } = await runScript('check', ['lnt'])
    expect(all).toContain('There is no step "lnt". The steps: format, lint, layers')
    expect(code).toBe(1)
  })

  it('has a script for each step', async () => {
    const { all } = await runScript('check', ['?'])
    const names = /The steps: (.*)\./.exec(all)?.[1]?.split(', ') ?? []
    expect(names.length).toBeGreaterThan(8)
    expect(readManifest('package.json').scripts).toMatchObject(
      Object.fromEntries(names.map((name) => [name, expect.any(String)])),
    )
  })
})
