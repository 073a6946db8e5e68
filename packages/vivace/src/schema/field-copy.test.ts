import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { compileFieldCopy } from './field-copy.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('compileFieldCopy()', () => {
  it('copies the same generated and in a loop, whatever the names', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', '\u2028', '"', '\\', '${x}'),
    )
    const names = fc.uniqueArray(name, { maxLength: 6 })
    const inherited = fc.constantFrom<object | null>(null, Object.prototype, { a: 1, '': 2 })
    fc.assert(
      fc.property(names, fc.dictionary(name, fc.jsonValue()), inherited, (declared, own, prototype) => {
        const value: Record<string, unknown> = Object.create(prototype)
        for (const [key, field] of Object.entries(own)) {
          Object.defineProperty(value, key, { value: field, enumerable: true })
        }
        const fields = declared.map((declaredName, index) => ({
          name: declaredName,
          mirror: index % 2 === 0 ? undefined : (field: unknown) => [field],
        }))
        const isPlain = prototype === null || prototype === Object.prototype
        const generated = compileFieldCopy(fields)(value, isPlain)
        const looped = compileFieldCopy(fields, false)(value, isPlain)
        expect(JSON.stringify(generated)).toBe(JSON.stringify(looped))
        expect(Object.getPrototypeOf(generated)).toBe(Object.prototype)
      }),
    )
  })

  it('copies in a loop where the runtime refuses to generate code', () => {
    vi.stubGlobal(
      'Function',
      class {
        constructor() {
          throw new EvalError('Code generation from strings disallowed for this context')
        }
      },
    )
    const copy = compileFieldCopy([{ name: 'id', mirror: undefined }])
    expect(copy({ id: 1, secret: 2 }, true)).toStrictEqual({ id: 1 })
  })
})
