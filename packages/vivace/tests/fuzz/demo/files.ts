import * as z from 'zod'
import { body, path, query, Router } from '../../../src/index.ts'

/** Files: paths in every form that a template has, and bodies as bytes. */
export const files = new Router({ tags: ['Files'] })

files.get(
  '/files/{rest*}',
  {
    inputs: {
      rest: path(
        z
          .string()
          .max(60)
          .regex(/^[\w./ -]+$/),
      ),
      download: query(z.boolean().default(false)),
    },
    returns: z.object({ path: z.string() }),
  },
  ({ rest }) => ({ path: rest }),
)

files.get(
  '/documents/{name}.{extension}',
  {
    inputs: { name: path(z.string().regex(/^\w{1,20}$/)), extension: path(z.enum(['pdf', 'txt', 'md'])) },
    returns: z.object({ name: z.string(), extension: z.string() }),
  },
  ({ name, extension }) => ({ name, extension }),
)

files.get(
  '/calendar/{year}-{month}',
  {
    inputs: { year: path(z.int().min(1_000).max(9_999)), month: path(z.int().min(1).max(12)) },
    returns: z.object({ year: z.int(), month: z.int() }),
  },
  ({ year, month }) => ({ year, month }),
)

files.get(
  '/switches/{isOn}/{ratio}',
  {
    inputs: { isOn: path(z.boolean()), ratio: path(z.number().min(0).max(1)) },
    returns: z.object({ isOn: z.boolean(), ratio: z.number() }),
  },
  ({ isOn, ratio }) => ({ isOn, ratio }),
)

files.get(
  '/words/{word}',
  { inputs: { word: path(z.string().min(2).max(12)) }, returns: z.object({ word: z.string() }) },
  ({ word }) => ({ word }),
)

files.put(
  '/blobs/{blobId}',
  {
    inputs: { blobId: path(z.int().min(0)), bytes: body.bytes() },
    returns: z.object({ length: z.int() }),
  },
  ({ bytes }) => ({ length: bytes.length }),
)
