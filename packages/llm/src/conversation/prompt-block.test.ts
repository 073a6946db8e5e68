import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { promptBlock, promptBlocksIn } from './prompt-block.ts'

describe('promptBlock()', () => {
  it('writes data that can be told from instructions', () => {
    expect(promptBlock('source', 'a < b', { n: 1, title: 'He said "no"', url: undefined })).toBe(
      '<source n="1" title="He said &quot;no&quot;">\na &lt; b\n</source>',
    )
  })

  it('is read back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 50 }), (text, title) => {
        const read = promptBlocksIn(`before <b> ${promptBlock('source', text, { title })} </source> after`)
        expect(read).toEqual([{ tag: 'source', attributes: { title }, text: text.trim() }])
      }),
    )
  })

  it('has a word for a name', () => {
    expect(() => promptBlock('a b', '')).toThrow('"a b" cannot name a block')
    expect(() => promptBlock('a', '', { '"': 1 })).toThrow('cannot name a block')
  })
})
