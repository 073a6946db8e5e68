import { describe, expect, it } from 'vitest'
import { respell } from './regularity.ts'
import { Dictionary } from './dictionary.ts'

const dictionary = new Dictionary()

describe('respell()', () => {
  it.each([
    ['sacar', 'sace', 'saque'],
    ['pagar', 'page', 'pague'],
    ['rozar', 'roze', 'roce'],
    ['averiguar', 'averigue', 'averigüe'],
    ['vencer', 'venca', 'venza'],
    ['coger', 'coga', 'coja'],
    ['distinguir', 'distingua', 'distinga'],
    ['delinquir', 'delinqua', 'delinca'],
    ['leer', 'he leido', 'he leído'],
    ['criar', 'crié', 'crie'],
    ['huir', 'huí', 'hui'],
    ['ver', 'vió', 'vio'],
    ['sacarse', 'se sace', 'se saque'],
    ['vencerse', 'véncase', 'vénzase'],
    ['hablar', 'hable', 'hable'],
  ])('%s: %s is written %s', (verb, regular, written) => {
    expect(respell(verb, regular)).toBe(written)
  })
})

describe('regularity()', () => {
  it.each([
    ['hablar', 'regular'],
    ['comer', 'regular'],
    ['vivir', 'regular'],
    ['levantarse', 'regular'],
    ['sacar', 'spelling'],
    ['averiguar', 'spelling'],
    ['vencer', 'spelling'],
    ['pensar', 'irregular'],
    ['actuar', 'irregular'],
    ['leer', 'irregular'],
    ['ser', 'irregular'],
    ['escribir', 'irregular'],
    ['desvaír', 'irregular'],
  ])('%s is %s', (verb, regularity) => {
    expect(dictionary.regularity(verb)).toBe(regularity)
  })

  it('is undefined for a verb that does not exist', () => {
    expect(dictionary.regularity('xyzar')).toBeUndefined()
  })
})
