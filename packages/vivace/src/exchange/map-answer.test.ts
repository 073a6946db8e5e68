import { describe, expect, it } from 'vitest'
import { Answer } from './answer.ts'
import { mapAnswer } from './map-answer.ts'

const teapot = (): Answer => new Answer(418, [], null)

describe('mapAnswer()', () => {
  it('changes an answer that is there without a promise', () => {
    const changed = mapAnswer(new Answer(200, [], 'hello'), teapot)
    expect(changed).toBeInstanceOf(Answer)
    expect(changed).toMatchObject({ status: 418 })
  })

  it('changes an answer that comes later', async () => {
    const changed = mapAnswer(Promise.resolve(new Answer(200, [], 'hello')), teapot)
    expect(changed).toBeInstanceOf(Promise)
    expect(await changed).toMatchObject({ status: 418 })
  })

  it('waits for a change that takes time', async () => {
    expect(await mapAnswer(new Answer(200, [], null), async () => teapot())).toMatchObject({ status: 418 })
  })
})
