/**
 * The bytes of a Buffer without its methods, several of which mean something else on Node than on other
 * runtimes (`toString`, `slice`). Nothing is copied.
 *
 *     plainBytes(Buffer.from('a'))    // Uint8Array [97]
 */
export function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
