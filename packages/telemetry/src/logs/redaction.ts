import { type LogRedaction, secretNames } from 'vivace'
import { hideSecrets } from './secret-values.ts'

/** What a log hides beside what every log hides. */
export interface RedactionOptions {
  /** Names of fields at any depth, beside those of passwords, tokens, cookies …: `['iban']`. Case does not matter. */
  readonly names?: readonly string[]
  /** Places from the outermost field on; `*` is any name, and any place in a list: `['user.email', 'orders.*.iban']`. */
  readonly paths?: readonly string[]
  /** Texts of a shape, wherever they stand: `[/\bDE\d{20}\b/g]`. Global, and of linear time, or a long text stops the process. */
  readonly values?: readonly RegExp[]
}

/** Brings options to what writes the lines. */
export function redactionOf({ names = [], paths = [], values = [] }: RedactionOptions = {}): LogRedaction {
  const places = paths.map((path) => path.replaceAll('[*]', '.*').split('.'))
  const global = values.map(
    (value) => new RegExp(value, value.flags.includes('g') ? value.flags : `${value.flags}g`),
  )
  return {
    hidesName: secretNames(names),
    hidesPath: places.length === 0 ? undefined : (path) => places.some((place) => leadsTo(place, path)),
    showText:
      global.length === 0
        ? hideSecrets
        : (text) => global.reduce((shown, value) => shown.replace(value, '[redacted]'), hideSecrets(text)),
  }
}

function leadsTo(place: readonly string[], path: readonly string[]): boolean {
  return place.length === path.length && place.every((name, at) => name === '*' || name === path[at])
}
