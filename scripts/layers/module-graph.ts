import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { listFiles } from '../list-files.ts'
import type { PublicEntries } from '../manifests.ts'

/** One import of a module, `import type` and `export … from` included. */
export interface ModuleImport {
  /** As it is written: `../http/index.ts`, `vivace/node`, `node:fs`. */
  readonly specifier: string
  /** The module of ours that it means; absent for what is installed or built in. */
  readonly target: string | undefined
  /** Whether the target is there. */
  readonly isThere: boolean
}

/** Every module of ours by its path from the root, with its imports. */
export type ModuleGraph = ReadonlyMap<string, readonly ModuleImport[]>

/**
 * Reads the modules of the given folders.
 *
 *     readModules(root, ['packages', 'systems'], readEntries(root))
 */
export function readModules(root: string, folders: readonly string[], entries: PublicEntries): ModuleGraph {
  const paths = folders.flatMap((folder) => listFiles(root, folder, /\.ts$/))
  const readImport = (from: string, specifier: string): ModuleImport => {
    const target = specifier.startsWith('.') ? join(dirname(from), specifier) : entries.get(specifier)
    return { specifier, target, isThere: target === undefined || existsSync(join(root, target)) }
  }
  return new Map(
    paths.map((path) => {
      const specifiers = specifiersOf(readFileSync(join(root, path), 'utf8'))
      return [path, specifiers.map((specifier) => readImport(path, specifier))]
    }),
  )
}

/**
 * What a module imports, in order. Parsed, because an `import` in a string or a pattern is none.
 *
 *     specifiersOf(`import type { A } from './a.ts'; await import('b')`)   // ['./a.ts', 'b']
 */
export function specifiersOf(text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest))
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  if (ts.isExternalModuleReference(node)) return node.expression
  // `declare module 'x'` adds to a module, and so knows it.
  if (ts.isModuleDeclaration(node)) return node.name
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0]
  return undefined
}
