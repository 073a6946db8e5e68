const declarations =
  'FunctionDeclaration|ClassDeclaration|VariableDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration'

/**
 * Every exported name has a doc comment: one sentence, an example of use, and where a rule comes from.
 * Of the overloads of one function the first has it.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const documentedExport = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      missing: '"{{name}}" is exported without a doc comment: one sentence, then an example of use.',
    },
  },
  create(context) {
    const source = context.sourceCode
    const seen = new Set()
    const isDocumented = (node) =>
      source
        .getCommentsBefore(node)
        .some((comment) => comment.type === 'Block' && comment.value.startsWith('*'))
    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node
        if (!declaration || !new RegExp(`^(${declarations}|TSDeclareFunction)$`).test(declaration.type))
          return
        const name = (declaration.id ?? declaration.declarations[0].id).name ?? 'This'
        if (!seen.has(name) && !isDocumented(node))
          context.report({ node, messageId: 'missing', data: { name } })
        seen.add(name)
      },
    }
  },
}
