import { expect, it } from 'vitest'

// What runs the tests elsewhere says where it means to.
const asked = process.env['VIVACE_RUNTIME'] ?? `node-${parseInt(process.versions.node)}`

it(`runs on ${asked}`, () => {
  const { bun, deno } = process.versions
  const here =
    bun !== undefined ? 'bun' : deno !== undefined ? 'deno' : `node-${parseInt(process.versions.node)}`
  expect(here).toBe(asked)
})
