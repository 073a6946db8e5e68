import { describe, expect, it } from 'vitest'
import { typeExamples, untestedExamples } from './doc-examples.ts'

const source = `
/**
 * The names in a path.
 *
 *     Names<'/a/{b}'>           // 'b'
 *     Names<{ a: 1; b: 2 }>     // never
 *     names('/a')               // []
 */`

describe('the examples of type helpers', () => {
  it('are the lines of doc comments that give a type and its result', () => {
    expect(typeExamples(source)).toEqual([`Names<'/a/{b}'>`, 'Names<{ a: 1; b: 2 }>'])
  })

  it('are tested when a type test has them, however it is wrapped', () => {
    const test = `Expect<Equal<Names<'/a/{b}'>, 'b'>>, Expect<\n  Equal<Names<{\n  a: 1\n  b: 2\n }>, never>\n>`
    expect(untestedExamples(typeExamples(source), [test])).toEqual([])
  })

  it('are found when no type test has them', () => {
    expect(untestedExamples(typeExamples(source), [`Equal<Names<'/a/{c}'>, 'c'>`])).toEqual(
      typeExamples(source),
    )
  })
})
