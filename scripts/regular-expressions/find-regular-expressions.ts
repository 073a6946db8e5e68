import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { listFiles } from '../list-files.ts'

/**
 * The regular expressions that our packages run, as they are written, sorted; those of generated files are others'.
 *
 *     findRegularExpressions('.')   // ['/^[\\w-]*$/', …]
 */
export function findRegularExpressions(root: string): string[] {
  const files = listFiles(root, 'packages', /\/src\/(?!.*(generated\/|\.test\.ts$)).*\.ts$/)
  const found = files.flatMap((file) => literalsOf(readFileSync(join(root, file), 'utf8')))
  return [...new Set(found)].sort()
}

function literalsOf(text: string): string[] {
  const literals: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest))
  return literals
}
