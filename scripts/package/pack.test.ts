import { describe, expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { oursIn, pack, type Packed } from './pack.ts'

const packed = (name: string, declares: Readonly<Record<string, string>> = {}): Packed => ({
  folder: `packages/${name}`,
  manifest: { name, version: '1.0.0', peerDependencies: declares },
  tarball: `${name}.tgz`,
  files: [],
})

describe('pack()', () => {
  it('says where the tarball is, and what is in it', async () => {
    const manifest = { name: '@lone/one', version: '1.0.0' }
    const folder = temporaryTree({ 'package.json': JSON.stringify(manifest), 'index.js': '' })
    expect(await pack({ folder, manifest }, folder)).toEqual({
      folder,
      manifest,
      tarball: `${folder}/lone-one-1.0.0.tgz`,
      files: expect.arrayContaining(['index.js', 'package.json']),
    })
  })

  it('says what npm says of a package that does not pack', async () => {
    const folder = temporaryTree({ 'package.json': '{' })
    const manifest = { name: 'a', version: '1.0.0' }
    expect(await pack({ folder, manifest }, folder)).toContain(`${folder} does not pack:\n`)
  })
})

describe('oursIn()', () => {
  const framework = packed('vivace', { zod: '4.6.7' })
  const http = packed('@vivace/http', { vivace: '1.0.0' })
  const llm = packed('@vivace/llm', { '@vivace/http': '1.0.0' })
  const all = [framework, http, llm, packed('@vivace/cache', { vivace: '1.0.0' })]

  it('finds the framework of a battery, and what a battery of a battery needs', () => {
    expect(oursIn(framework, all)).toEqual([])
    expect(oursIn(http, all)).toEqual([framework])
    expect(oursIn(llm, all)).toEqual([http, framework])
  })
})
