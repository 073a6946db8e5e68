import { describe, expect, it } from 'vitest'
import { announcement } from './announcement.ts'

describe('announcement()', () => {
  const url = 'http://127.0.0.1:8000'

  it('names the app and says where its docs are', () => {
    expect(announcement(url, { title: 'Shop', docsPath: '/docs' })).toBe(
      'Shop is ready: http://127.0.0.1:8000  (docs: http://127.0.0.1:8000/docs)',
    )
  })

  it('says what it knows', () => {
    expect(announcement(url, { title: 'Shop' })).toBe('Shop is ready: http://127.0.0.1:8000')
    expect(announcement(url, undefined)).toBe('Ready: http://127.0.0.1:8000')
  })
})
