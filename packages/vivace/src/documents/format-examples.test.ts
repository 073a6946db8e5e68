import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { describe as describeSide } from '../../tests/openapi/sample-operations.ts'
import { withFormatExample } from './format-examples.ts'

describe('the example of a format', () => {
  it.each([
    ['date-time', z.iso.datetime(), '2026-01-31T12:00:00Z'],
    ['date', z.iso.date(), '2026-01-31'],
    ['duration', z.iso.duration(), 'P1DT2H'],
    ['email', z.email(), 'ada@example.com'],
    ['uuid', z.uuid(), '3f0c2a4e-8f5b-4c1d-9a7e-2b6d1c5e8f90'],
    ['ipv4', z.ipv4(), '192.0.2.1'],
    ['ipv6', z.ipv6(), '2001:db8::1'],
  ])('%s stands beside its pattern', (_, schema, example) => {
    expect(withFormatExample(describeSide(schema, 'input')).examples).toEqual([example])
  })

  it.each([
    ['there is no pattern', { type: 'string', format: 'date' }],
    ['the schema has one of its own', { format: 'date', pattern: '.', examples: ['2020-02-02'] }],
    ['the schema has a default', { format: 'date', pattern: '.', default: '2020-02-02' }],
    ['it does not fit the pattern', { format: 'date', pattern: '^19' }],
    ['the pattern is none', { format: 'date', pattern: '(' }],
    ['the format is another', { format: 'colour', pattern: '.' }],
  ] as const)('is not added where %s', (_, schema) => {
    expect(withFormatExample(schema)).toBe(schema)
  })
})
