import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { App, file, path, route } from 'vivace'
import { createClient } from 'vivace/client'
import { diskFiles } from 'vivace/node'
import { toFetchHandler } from 'vivace/fetch'
import * as z from 'zod'
import { testFolder } from './folder.ts'

describe('a file in an inferred client', () => {
  it('is a Blob of its type, whatever that is', async () => {
    const folder = testFolder({ 'a.txt': 'text', 'a.json': '[1]', 'a.png': 'png' })
    const inputs = { name: path(z.string()) }
    const read = route.get('/files/{name}', { inputs, returns: file() }, ({ name }) =>
      file(join(folder, name)),
    )
    const api = { read }
    const app = new App({ title: 'Shop', version: '1.0.0' })
    app.add(api)
    const handle = toFetchHandler(app, { files: diskFiles() })
    const client = createClient<typeof api>({ fetch: (request) => handle(request) })
    for (const [name, type, text] of [
      ['a.txt', 'text/plain;charset=utf-8', 'text'],
      ['a.json', 'application/json', '[1]'],
      ['a.png', 'image/png', 'png'],
    ] as const) {
      const blob: Blob = await client.read({ name })
      expect([blob.type.replace('; ', ';'), await blob.text()]).toEqual([type, text])
    }
  })
})
