import { pascalCase } from './words.ts'

/**
 * What stands at a path and has no name of its own is called after it.
 *
 *     pathName('/items/{itemId}')    // 'ItemsByItemId'
 *     pathName('/')                  // 'Root'
 */
export function pathName(path: string): string {
  const words = path
    .split(/(\{[^{}]*\})/)
    .map((part) => (part.startsWith('{') ? `By${pascalCase(part)}` : pascalCase(part)))
    .join('')
  return words === '' ? 'Root' : words
}
