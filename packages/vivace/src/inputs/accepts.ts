import { DefinitionError } from '../errors/index.ts'
import { chooseMediaType, offerMediaType, type OfferedMediaType } from '../http/accept.ts'
import { NotAcceptable } from '../http/not-acceptable.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { Reading } from './source.ts'
import { varyBy } from './vary-by.ts'

/**
 * The media type to answer with: of those that there are, the one that the client's Accept header likes best, and of
 * several the first.
 *
 *     app.get('/items', { inputs: { format: accepts(['application/json', 'text/csv']) }, … },
 *       ({ format }) => (format === 'text/csv' ? content(format, csv) : content(format, items)))
 *
 * Without the header it is the first. If the client takes none of them, the answer is 406 `not-acceptable`, which names
 * them (RFC 9110, section 12.5.1). `Vary: accept` is added; the header and 406 are documented.
 * Throws `DefinitionError` NEGOTIATION_INVALID.
 */
export function accepts<const MediaType extends string>(
  mediaTypes: readonly [MediaType, ...MediaType[]],
): Input<MediaType, 'request'> {
  const offered = mediaTypes.map((mediaType) => offer(mediaType))
  return defineInput({
    lifetime: 'request',
    errors: [NotAcceptable.definition],
    source: {
      phase: 'text',
      bind: () => ({
        read: (reading) => read(reading, offered),
        canFail: false,
        parameters: [
          {
            in: 'header',
            name: 'accept',
            required: false,
            schema: { type: 'string', enum: [...mediaTypes] },
            description: `The media type of the answer; ${mediaTypes[0]} if absent. Ranges and weights may be given.`,
          },
        ],
      }),
    },
  })
}

function offer<MediaType extends string>(mediaType: MediaType): OfferedMediaType<MediaType> {
  const offered = offerMediaType(mediaType)
  if (offered !== undefined) return offered
  throw new DefinitionError({
    code: 'NEGOTIATION_INVALID',
    where: 'accepts()',
    cause: `${JSON.stringify(mediaType)} is not a media type`,
    remedy: "write type and subtype: 'application/json'",
  })
}

function read<MediaType extends string>(
  { exchange, response }: Reading,
  offered: readonly OfferedMediaType<MediaType>[],
): MediaType {
  const chosen = chooseMediaType(exchange.header('accept'), offered)
  varyBy(response, 'accept')
  if (chosen !== undefined) return chosen
  const available = offered.map(({ name }) => name)
  throw new NotAcceptable({
    detail: `The answer can be ${available.join(', ')}.`,
    extensions: { available },
    headers: { vary: 'accept' },
  })
}
