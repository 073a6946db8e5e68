import { describe, expect, it } from 'vitest'
import type { Direction } from '../schema/index.ts'
import { componentKey, type NamelessComponent, wantedNames } from './component-names.ts'

const component = (text: string, ...directions: readonly Direction[]): NamelessComponent => ({
  name: { text, from: 'id' },
  hint: 'Hint',
  uses: new Map(directions.map((direction) => [direction, ''])),
})

const namesOf = (...components: readonly NamelessComponent[]): string[] =>
  wantedNames(components).map(([, name]) => name)

describe('the name that a component wants', () => {
  it('is that of its schema', () => {
    expect(namesOf(component('User', 'input', 'output'))).toEqual(['User'])
  })

  it('tells two sides apart', () => {
    expect(namesOf(component('User', 'output'), component('User', 'input'))).toEqual([
      'User-Output',
      'User-Input',
    ])
  })

  it('is the same for different schemas, which are not two sides of one', () => {
    expect(namesOf(component('User', 'input'), component('User', 'input', 'output'))).toEqual([
      'User',
      'User',
    ])
  })

  it('is the hint where the schema has none', () => {
    expect(namesOf({ ...component('', 'input'), name: undefined })).toEqual(['Hint'])
  })
})

describe('the key of a component', () => {
  it.each([
    ['User', 'User'],
    ['shop.User-2', 'shop.User-2'],
    ['User of the shop', 'User_of_the_shop'],
    ['https://example.com/schemas/user?v=1#top', 'user'],
    ['', 'Schema'],
  ])('of %j is %j', (name, key) => {
    expect(componentKey(name)).toBe(key)
  })
})
