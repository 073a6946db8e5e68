/**
 * An `as` is a claim that the compiler cannot check: a comment says why it is true, on its line, or above
 * its line or a statement around it. Above the function that it is in, only a `//` does: a doc comment
 * says what the function is for. `as const` claims nothing, and of claims in neighbouring lines the first
 * may speak for all.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const asSaysWhy = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { why: 'Say in a comment why this `as` is true, or find a design without it.' },
  },
  create(context) {
    const source = context.sourceCode
    const claims = []
    const collect = (node) => {
      if (source.getText(node.typeAnnotation) !== 'const') claims.push(node)
    }
    return {
      TSAsExpression: collect,
      TSTypeAssertion: collect,
      'Program:exit'() {
        const explained = explainedLines(source)
        claims.sort((first, second) => first.range[1] - second.range[1])
        for (const claim of claims) {
          const lines = linesOf(claim)
          if (!lines.some((line) => explained.has(line))) context.report({ node: claim, messageId: 'why' })
          else explained.add(claim.loc.end.line + 1)
        }
      },
    }
  },
}

/** The lines that a comment stands on or right above. */
function explainedLines(source) {
  const lines = new Set()
  for (const { loc, type } of source.getAllComments()) {
    for (let line = loc.start.line; line <= loc.end.line + 1; line++) {
      lines.add(line)
      if (type === 'Line') lines.add(`function at ${line}`)
    }
  }
  return lines
}

/** The lines where the claim, and each statement around it in its function, begin. */
function linesOf(claim) {
  const lines = [claim.loc.start.line, claim.typeAnnotation.loc.start.line]
  for (let at = claim; at; at = at.parent) {
    const line = at.loc.start.line
    if (/^(FunctionDeclaration|MethodDefinition|Class.*)$/.test(at.type))
      return [...lines, `function at ${line}`]
    if (/(?<!Block)Statement$|Declaration$|^Property(Definition)?$/.test(at.type)) lines.push(line)
  }
  return lines
}
