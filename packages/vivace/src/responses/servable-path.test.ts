import { describe, expect, it } from 'vitest'
import { servablePath } from './servable-path.ts'

describe('servablePath()', () => {
  it.each([[[]], [['a.txt']], [['a', 'b c', 'ñ.txt']], [['console.log']], [['a~1']], [['com10']]])(
    'joins %j',
    (segments) => {
      expect(servablePath(segments)).toBe(segments.join('/'))
    },
  )

  it.each(
    [
      '',
      '.',
      '..',
      '...',
      '.env',
      'a/b',
      'a\\b',
      'C:',
      'a.txt::$DATA',
      'a.',
      'a ',
      'a\0',
      'a\n',
      'a\x7f',
    ].concat(['con', 'CON', 'nul.txt', 'Lpt1', 'com¹.txt', 'x'.repeat(256)]),
  )('refuses %j', (segment) => {
    expect(servablePath(['a', segment, 'b'])).toBeUndefined()
  })
})
