import { expect, it } from 'vitest'
import { pathName } from './path-name.ts'

it.each([
  ['/', 'Root'],
  ['/items/{itemId}', 'ItemsByItemId'],
  ['/files/{rest*}', 'FilesByRest'],
  ['/ws/user-files', 'WsUserFiles'],
])('calls what stands at %s %s', (path, name) => {
  expect(pathName(path)).toBe(name)
})
