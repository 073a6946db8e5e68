import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { form } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'

describe('a form', () => {
  it('answers 413 for a name that is too long, urlencoded', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { a: form(z.string().optional()) } }, ({ a }) => a ?? 'none')
    await using client = await testClient(app)
    const sent = async (name: string): Promise<number> =>
      (await client.post('/', { body: new URLSearchParams({ [name]: 'x' }) })).status
    expect(await sent('a'.repeat(10))).toBe(200)
    expect(await sent('a'.repeat(10_000))).toBe(413)
  })

  it('answers 400 for a field that is not UTF-8, multipart', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { a: form(z.string()) } }, ({ a }) => a)
    await using client = await testClient(app)
    const send = async (bytes: readonly number[]): Promise<number> => {
      const text = (value: string): number[] => [...new TextEncoder().encode(value)]
      const head = text('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n')
      const body = new Uint8Array([...head, ...bytes, ...text('\r\n--x--\r\n')])
      return (
        await client.post('/', { body, headers: { 'content-type': 'multipart/form-data; boundary=x' } })
      ).status
    }
    expect(await send([97])).toBe(200)
    expect(await send([0xff])).toBe(400)
  })
})
