import { secretNames } from '../../exchange/secret-name.ts'
import { declaredSettings } from '../../settings/declared-settings.ts'
import { isPlain } from '../../settings/is-plain.ts'
import { SettingsError } from '../../settings/index.ts'
import type { Finding } from './finding.ts'

/** What is wrong with the settings that the modules of the app have declared; it reads them. */
export function settingsFindings(): Finding[] {
  return [...declaredSettings].flatMap((declared) => {
    try {
      return plainSecrets(declared.read())
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      return error.problems.map(({ variable, cause }) => wrong(variable, cause))
    }
  })
}

const wrong = (variable: string, cause: string): Finding => ({
  word: 'settings',
  where: variable,
  cause: `it ${cause}`,
  remedy: 'Set it in the environment. For a secret: openssl rand -base64 32',
})

const isSecretName = secretNames()

/** Texts that are called secrets, and show themselves in logs all the same. */
function plainSecrets(values: unknown, path: readonly string[] = []): Finding[] {
  if (!isPlain(values)) return []
  return Object.entries(values).flatMap(([name, value]) => {
    const place = [...path, name]
    if (typeof value === 'string' && isSecretName(name) && !isNoSecret(value)) return [plain(place.join('.'))]
    return plainSecrets(value, place)
  })
}

// Where a token comes from is no token: `tokenUrl`.
const isNoSecret = (value: string): boolean => URL.canParse(value)

const plain = (setting: string): Finding => ({
  word: 'plain-secret',
  where: `setting '${setting}'`,
  cause: 'it is called a secret and is plain text, which logs and errors show',
  remedy: 'Hide it in the schema: z.string().transform(secret)',
})
