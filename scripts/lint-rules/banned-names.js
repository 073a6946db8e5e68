import { basename, extname } from 'node:path'

/** Words that name no concept (CONTRIBUTING.md, "Names"). The last word is the noun: `service-worker` is fine. */
const banned = 'utils?|helpers?|common|misc|core|base|manager|service|processor|impl'
const inFile = new RegExp(`(^|-)(${banned})$`)
const inFolder = new RegExp(`(^|[\\\\/-])(${banned})(?=[\\\\/])`)
const asClass = new RegExp(`^(${banned})$`, 'i')
// With its capital, for a Database is no Base.
const inClass = /[a-z0-9](Utils?|Helpers?|Common|Misc|Core|Base|Manager|Service|Processor|Impl)$/

/** @type {import('eslint').Rule.RuleModule} */
export const bannedNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      banned:
        '"{{name}}" names no concept. Name the {{kind}} after what it does or holds (CONTRIBUTING.md, "Names").',
      shape: '"{{name}}" is not kebab-case. Name the file after its main export: path-template.ts.',
    },
  },
  create(context) {
    const path = context.filename.slice(context.cwd.length + 1)
    // The folders of a system are those that its specification names, `core` among them.
    const hasOwnFolders = /^systems[\\/]/.test(path)
    const report = (node, messageId, data) => context.report({ node, messageId, data })
    const checkClass = (node) => {
      if (node.id && (asClass.test(node.id.name) || inClass.test(node.id.name)))
        report(node.id, 'banned', { name: node.id.name, kind: 'class' })
    }
    return {
      Program(node) {
        const words = basename(path, extname(path)).replace(/\.(test|config|d)$/, '')
        if (inFile.test(words)) report(node, 'banned', { name: basename(path), kind: 'file' })
        if (!hasOwnFolders && inFolder.test(path)) report(node, 'banned', { name: path, kind: 'folder' })
        if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words)) report(node, 'shape', { name: basename(path) })
      },
      ClassDeclaration: checkClass,
      ClassExpression: checkClass,
    }
  },
}
