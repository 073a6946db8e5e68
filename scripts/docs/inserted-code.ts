import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPage, type CodeBlock } from './markdown.ts'
import { extractRegion } from './regions.ts'

/** The languages that a page may not show of its own: they are read from files that are tested. */
const inserted = new Set(['ts', 'typescript', 'tsx', 'js', 'javascript', 'mjs', 'jsx'])

/**
 * The code that a block has to show, as its attributes say (`ts file=examples/a/app.ts region=filter`), or
 * why there is none; `undefined` if the block may say what it likes.
 */
export function expectedCode(
  root: string,
  block: CodeBlock,
): { code: string } | { wrong: string } | undefined {
  const { file, region } = block.attributes
  if (file === undefined) {
    return inserted.has(block.language)
      ? { wrong: `a ${block.language} block without file=… region=…` }
      : undefined
  }
  if (!existsSync(join(root, file))) return { wrong: `${file} does not exist` }
  const code = extractRegion(readFileSync(join(root, file), 'utf8'), region)
  return code === undefined ? { wrong: `${file} has no region "${region}"` } : { code }
}

/** What is wrong with the code blocks of a page: `12: examples/a/app.ts has no region "b"`. */
export function judgeBlocks(root: string, text: string): string[] {
  return readPage(text).blocks.flatMap((block) => {
    const expected = expectedCode(root, block)
    if (expected === undefined) return []
    if ('wrong' in expected) return [`${block.line}: ${expected.wrong}`]
    return expected.code === block.text
      ? []
      : [`${block.line}: the block differs from its region: npm run docs`]
  })
}

/** The page with every block replaced by the code of its region. */
export function insertCode(root: string, text: string): string {
  const lines = text.split('\n')
  for (const block of [...readPage(text).blocks].reverse()) {
    const expected = expectedCode(root, block)
    if (expected === undefined || 'wrong' in expected) continue
    lines.splice(
      block.line,
      block.text === '' ? emptyLines(block, lines) : block.text.split('\n').length,
      ...expected.code.split('\n'),
    )
  }
  return lines.join('\n')
}

/** A block without text has no line, or one that is empty. */
const emptyLines = (block: CodeBlock, lines: readonly string[]): number => (lines[block.line] === '' ? 1 : 0)
