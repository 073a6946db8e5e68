import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameJson } from '../../src/schema/json-type.ts'
import { compileMirror, compileUnknownFields } from '../../src/schema/index.ts'
import { arbitrarySample } from './arbitrary-schema.ts'

const runs = { numRuns: 400 }
const pointer = (path: readonly (string | number)[]): string => JSON.stringify(path)

describe('of any schema and any value of it', () => {
  it('the mirror leaves out exactly the fields that the schema does not name', () => {
    fc.assert(
      fc.property(arbitrarySample, ({ json, clean, dirty, added }) => {
        const mirror = compileMirror(json)
        if (mirror === undefined) expect(added).toEqual([])
        const copy = mirror === undefined ? dirty : mirror(dirty)
        // Not toEqual alone: it overlooks a field called __proto__.
        expect(isSameJson(copy, clean)).toBe(true)
        expect(copy).toEqual(clean)
      }),
      runs,
    )
  })

  it('the mirror changes nothing of a value without undeclared fields, and not the value itself', () => {
    fc.assert(
      fc.property(arbitrarySample, ({ json, clean, dirty }) => {
        const mirror = compileMirror(json)
        const before = JSON.stringify(dirty)
        mirror?.(dirty)
        expect(JSON.stringify(dirty)).toBe(before)
        expect(mirror === undefined ? clean : mirror(clean)).toEqual(clean)
      }),
      runs,
    )
  })

  it('the unknown fields are exactly those that were added', () => {
    fc.assert(
      fc.property(arbitrarySample, ({ json, dirty, added }) => {
        expect(compileUnknownFields(json)(dirty).map(pointer).sort()).toEqual(added.map(pointer).sort())
      }),
      runs,
    )
  })

  it('a mirror that keeps what the schema refuses leaves out the rest', () => {
    fc.assert(
      fc.property(arbitrarySample, ({ json, dirty }) => {
        const kept = compileMirror(json, { refused: 'keep' })
        const dropped = compileMirror(json)
        const once = kept === undefined ? dirty : kept(dirty)
        expect(dropped === undefined ? once : dropped(once)).toEqual(
          dropped === undefined ? dirty : dropped(dirty),
        )
      }),
      runs,
    )
  })
})
