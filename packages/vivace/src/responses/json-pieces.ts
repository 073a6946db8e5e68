/** Texts of so many characters are written in pieces: the others take no less time so. */
const [shortest, longest] = [8_000, 24_000]

/** No piece is meant to be longer. What is meant to be a sixth shorter than the limit is seldom longer than it. */
const pieceLength = 7_000

/**
 * Makes a function that writes what `JSON.stringify` writes, arrays of 8,000 to 24,000 characters in pieces.
 *
 *     const write = jsonInPieces()
 *     write([{ id: 1 }, { id: 2 }])    // '[{"id":1},{"id":2}]'
 *
 * JavaScriptCore writes into 8,192 characters first, and begins anew elsewhere when they are full
 * (docs/decisions/0057-hot-path-tricks.md). How long an array will be is judged by the items of the one before: make
 * one function for each kind of array. In a piece, an item's own `toJSON` is told its place there.
 */
export function jsonInPieces(): (value: unknown) => unknown {
  let itemLength = 0

  function remember(text: string, count: number): string {
    if (count > 0) itemLength = text.length / count
    return text
  }

  return function write(value) {
    if (!Array.isArray(value) || 'toJSON' in value) return JSON.stringify(value)
    const length = value.length * itemLength
    if (length < shortest || length > longest) return remember(JSON.stringify(value), value.length)
    const most = Math.ceil(value.length / Math.ceil(length / pieceLength))
    return remember(inPieces(value, most), value.length)
  }
}

// Added one to the other: `join` takes longer than is gained.
function inPieces(items: readonly unknown[], most: number): string {
  let text = '['
  for (let from = 0; from < items.length; from += most) {
    const piece = JSON.stringify(items.slice(from, from + most))
    text += from === 0 ? piece.slice(1, -1) : `,${piece.slice(1, -1)}`
  }
  return `${text}]`
}
