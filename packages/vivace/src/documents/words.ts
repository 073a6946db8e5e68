/**
 * The words of a name, a path or a title, in lower case.
 *
 *     wordsOf('getItemsByItemId')     // ['get', 'items', 'by', 'item', 'id']
 *     wordsOf('/api/v1/user-files')   // ['api', 'v1', 'user', 'files']
 *     wordsOf('readHTTPHeader')       // ['read', 'http', 'header']
 */
export function wordsOf(text: string): string[] {
  // Most names are one word.
  if (/^[a-z]+$/.test(text)) return [text]
  const separated = text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .trim()
  return separated === '' ? [] : separated.toLowerCase().split(' ')
}

/** `pascalCase('item-id')` is `ItemId`. */
export function pascalCase(text: string): string {
  return wordsOf(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `sentenceCase('getItemsByItemId')` is `Get items by item id`. */
export function sentenceCase(text: string): string {
  const sentence = wordsOf(text).join(' ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** A name that is not taken yet, with a number if need be; it is taken then. */
export function claimName(taken: Set<string>, wanted: string): string {
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`
  taken.add(name)
  return name
}
