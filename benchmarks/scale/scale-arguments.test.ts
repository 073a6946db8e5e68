import { describe, expect, it } from 'vitest'
import { UsageError } from '../arguments.ts'
import { parseScaleArguments, partNames } from './scale-arguments.ts'

describe('parseScaleArguments()', () => {
  it('runs every part in full when nothing is asked for', () => {
    expect(parseScaleArguments([])).toEqual({ parts: partNames, quick: false, save: false, help: false })
  })

  it('runs the parts that are named, in their own order', () => {
    const { parts, quick, save } = parseScaleArguments(['--only', 'memory, routes', '--quick', '--save'])
    expect({ parts, quick, save }).toEqual({ parts: ['routes', 'memory'], quick: true, save: true })
  })

  it.each([[['--only', 'speed']], [['--only', '']], [['--fast']]])('refuses %j', (args) => {
    expect(() => parseScaleArguments(args)).toThrow(UsageError)
  })
})
