// Text in all its forms; pictures, sound and archives are compressed in themselves.
const compressible =
  /^(?:text\/|application\/(?:[^;]+\+)?(?:json|xml)(?:;|$)|application\/(?:javascript|jsonl|x-ndjson|wasm|yaml|toml|rtf|vnd\.ms-fontobject)(?:;|$)|image\/(?:svg\+xml|bmp|x-icon)|font\/(?:ttf|otf)|model\/gltf\+json)/i

/**
 * Whether a body of a media type becomes much shorter when it is compressed.
 *
 *     isCompressible('application/json; charset=utf-8')    // true
 *     isCompressible('image/png')                          // false
 */
export function isCompressible(mediaType: string): boolean {
  return mediaType.length <= 256 && compressible.test(mediaType)
}
