import { describe, expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { judgeTreeShaking } from './tree-shaking.ts'

const asked = { entry: 'lone', name: 'One' }

/** A project whose one package has a large list, made by a call. */
const project = (call: string): string =>
  temporaryTree({
    'node_modules/lone/package.json': JSON.stringify({ name: 'lone', type: 'module', exports: './index.js' }),
    'node_modules/lone/index.js': `
      function many() { return ${JSON.stringify('a'.repeat(30_000))} }
      export class One {}
      export const list = ${call}
    `,
  })

describe('judgeTreeShaking()', () => {
  it('passes a package that says what can be left out', async () => {
    expect(await judgeTreeShaking(project('/* @__PURE__ */ many()'), asked)).toEqual([])
  })

  it('finds that what is not used comes along', async () => {
    expect(await judgeTreeShaking(project('many()'), asked)).toEqual([
      expect.stringMatching(/^One of lone alone is bundled as \d+ bytes, more than 20000/),
    ])
  })
})
