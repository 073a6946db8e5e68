import { expect, it } from 'vitest'
import { normalise, withoutAccents } from './spelling.ts'

it('normalise() composes, trims, lowers and joins blanks', () => {
  expect(normalise('  Se\u00a0 VAYÁ\u0303 ')).toBe('se vayá\u0303'.normalize('NFC'))
  expect(normalise('OI\u0301R')).toBe('oír')
})

it('withoutAccents() leaves ñ and ü alone', () => {
  expect(withoutAccents('reñís')).toBe('reñis')
  expect(withoutAccents('averigüéis')).toBe('averigüeis')
})
