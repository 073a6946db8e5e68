import { DefinitionError } from '../errors/index.ts'
import { chooseLanguage, firstNotRefused } from '../http/accept-language.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { Reading } from './source.ts'
import { varyBy } from './vary-by.ts'

const languagePattern = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i

/**
 * The language to answer in: of those that there are, the one that the client's Accept-Language header likes best.
 *
 *     app.get('/greeting', { inputs: { language: acceptsLanguage(['en', 'es']) } },
 *       ({ language }) => ({ text: language === 'es' ? 'Hola' : 'Hello' }))
 *
 * `es-MX` is served by `es`, and `en` by `en-GB` (RFC 4647, section 3). If nothing fits, it is the first that the client
 * does not refuse: a language that one cannot read is better than no answer (RFC 9110, section 12.5.4).
 * `Vary: accept-language` is added, the header is documented. Throws `DefinitionError` NEGOTIATION_INVALID.
 */
export function acceptsLanguage<const Language extends string>(
  languages: readonly [Language, ...Language[]],
): Input<Language, 'request'> {
  for (const language of languages) check(language)
  return defineInput({
    lifetime: 'request',
    source: {
      phase: 'text',
      bind: () => ({
        read: (reading) => read(reading, languages),
        canFail: false,
        parameters: [
          {
            in: 'header',
            name: 'accept-language',
            required: false,
            schema: { type: 'string' },
            description: `The language of the answer: ${languages.join(', ')}. If absent, ${languages[0]}.`,
            examples: [...languages],
          },
        ],
      }),
    },
  })
}

function check(language: string): void {
  if (languagePattern.test(language)) return
  throw new DefinitionError({
    code: 'NEGOTIATION_INVALID',
    where: 'acceptsLanguage()',
    cause: `${JSON.stringify(language)} is not a language tag`,
    remedy: "write one of BCP 47: 'en', 'es-MX', 'zh-Hant'",
  })
}

function read<Language extends string>(
  { exchange, response }: Reading,
  languages: readonly [Language, ...Language[]],
): Language {
  varyBy(response, 'accept-language')
  const header = exchange.header('accept-language')
  return chooseLanguage(header, languages) ?? firstNotRefused(header, languages) ?? languages[0]
}
