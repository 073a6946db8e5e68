/**
 * A document whose `$ref`s are no longer placeholders. It is JSON: it is the same after the round trip but for them.
 *
 *     withReferences({ $ref: 'placeholder:0' }, new Map([['placeholder:0', '#/components/schemas/User']]))
 *     // { $ref: '#/components/schemas/User' }
 */
export function withReferences<Document>(
  document: Document,
  references: ReadonlyMap<string, string>,
): Document {
  // In the text, because asking a function about every member of a large document takes ten times as long. Where these
  // characters stand in a string, its quotation marks are escaped: what is found is a member.
  const text = JSON.stringify(document).replace(
    /(?<=[{,])"\$ref":("placeholder:\d+")/g,
    (member, quoted: string) => {
      const reference = references.get(quoted.slice(1, -1))
      return reference === undefined ? member : `"$ref":${JSON.stringify(reference)}`
    },
  )
  // Only strings have become other strings.
  return JSON.parse(text) as Document
}
