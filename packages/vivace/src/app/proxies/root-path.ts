import { DefinitionError } from '../../errors/index.ts'

// Segments without anything that a browser could take for another host (`//`, `/\`) or another folder (`..`).
const pattern = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@%-]+)*$/

/**
 * A prefix without a slash at its end; `undefined` if it is none.
 *
 *     readRootPath('/shop/')    // '/shop'
 *     readRootPath('//evil')    // undefined
 */
export function readRootPath(text: string): string | undefined {
  const path = text.endsWith('/') ? text.slice(0, -1) : text
  return pattern.test(path) ? path : undefined
}

/** Checks the option `rootPath`. Throws `DefinitionError` PREFIX_INVALID. */
export function rootPathOf(text = ''): string {
  const path = readRootPath(text)
  if (path !== undefined) return path
  throw new DefinitionError({
    code: 'PREFIX_INVALID',
    where: 'App({ rootPath })',
    cause: `${JSON.stringify(text)} is not a path`,
    remedy: "write what the proxy takes off, as in rootPath: '/shop'",
  })
}
