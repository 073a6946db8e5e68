import { describe, expect, it } from 'vitest'
import { withReferences } from './with-references.ts'

const references = new Map([
  ['placeholder:0', '#/components/schemas/User'],
  ['placeholder:10', '#/components/schemas/"Quoted"'],
])

describe('withReferences()', () => {
  it('names what placeholders stand for, at every depth', () => {
    const document = { items: { $ref: 'placeholder:0' }, all: [{ $ref: 'placeholder:10', title: 'A' }] }
    expect(withReferences(document, references)).toEqual({
      items: { $ref: '#/components/schemas/User' },
      all: [{ $ref: '#/components/schemas/"Quoted"', title: 'A' }],
    })
  })

  it('leaves other references and unknown placeholders as they are', () => {
    const document = [{ $ref: 'https://example.org/user.json' }, { $ref: 'placeholder:1' }]
    expect(withReferences(document, references)).toEqual(document)
  })

  it('leaves texts alone that look like a reference', () => {
    const document = {
      description: '{"$ref":"placeholder:0"}',
      other: 'placeholder:0',
      list: ['$ref', 'placeholder:0'],
      '"$ref': 'placeholder:0',
      '\\"$ref': 'placeholder:0',
    }
    expect(withReferences(document, references)).toEqual(document)
  })
})
