import { type Child, element } from './element.ts'
import type { HandshakeField } from './handshake-field.ts'

/** What a WebSocket is opened with. */
export interface Handshake {
  readonly url: string
  /** The URL without the credentials in it. */
  readonly shownUrl: string
  readonly protocols: readonly string[]
  readonly cookies: readonly (readonly [name: string, value: string])[]
}

const masked = '•••'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

interface Filled {
  readonly field: HandshakeField
  readonly control: Control
}

const placeWords: Readonly<Record<HandshakeField['in'], string>> = {
  path: 'path',
  query: 'query',
  cookie: 'cookie',
  subprotocol: '',
}

/** The inputs of a handshake, and the address that comes of them. */
export class HandshakeForm {
  readonly rows: readonly HTMLElement[]
  readonly #address: string
  readonly #filled: readonly Filled[]

  constructor(id: string, address: string, fields: readonly HandshakeField[]) {
    this.#address = address
    this.#filled = fields.map((field, at) => ({ field, control: makeControl(field, `${id}-field-${at}`) }))
    this.rows = this.#filled.map(({ field, control }) => row(field, control))
  }

  /** The first control that lacks a value it has to have; `undefined` if all is there. */
  missing(): Control | undefined {
    return this.#filled.find(({ field, control }) => field.required && control.value === '')?.control
  }

  /** What stands in the form; `base` is the URL of the app. */
  read(base: string): Handshake {
    const address = this.#address.replace(/\{([^{}]*)\}/g, (_, name: string) => this.#pathValue(name))
    const url = base.replace(/\/$/, '') + address
    const query = this.#entries('query')
    const shown = query.map(({ name, value, isSecret }) => ({
      name,
      value: isSecret === true ? masked : value,
    }))
    return {
      url: url + queryOf(query),
      shownUrl: url + queryOf(shown).replaceAll(encodeURIComponent(masked), masked),
      protocols: this.#entries('subprotocol').map(({ value }) => value),
      cookies: this.#entries('cookie').map(({ name, value }) => [name, value]),
    }
  }

  #entries(place: HandshakeField['in']): readonly Entry[] {
    return this.#filled.flatMap(({ field, control }) => (field.in === place ? entriesOf(field, control) : []))
  }

  #pathValue(name: string): string {
    const found = this.#filled.find(({ field }) => field.in === 'path' && field.name === name)
    if (found === undefined) return ''
    const { field, control } = found
    const encoded = encodeURIComponent(control.value)
    return field.isRest ? encoded.replaceAll('%2F', '/') : encoded
  }
}

interface Entry {
  readonly name: string
  readonly value: string
  readonly isSecret?: boolean
}

function entriesOf({ name, isList, isSecret }: HandshakeField, { value }: Control): readonly Entry[] {
  const values = isList ? value.split('\n') : [value]
  return values.filter((each) => each !== '').map((each) => ({ name, value: each, isSecret }))
}

function queryOf(entries: readonly Entry[]): string {
  const query = entries.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return query.length === 0 ? '' : `?${query.join('&')}`
}

function row(field: HandshakeField, control: Control): HTMLElement {
  const { name, required, description, isList } = field
  const place = placeWords[field.in]
  const note = [description, isList ? 'One value on each line.' : undefined].filter(
    (each) => each !== undefined,
  )
  const noteId = `${control.id}-note`
  if (note.length > 0) control.setAttribute('aria-describedby', noteId)
  return element('div', { class: 'field' }, [
    element('label', { for: control.id }, [
      element('code', {}, [name]),
      place === '' ? undefined : element('span', { class: 'place' }, [place]),
      required ? element('span', { class: 'required' }, ['required']) : undefined,
    ]),
    control,
    note.length === 0 ? undefined : element('p', { class: 'note', id: noteId }, [note.join(' ')]),
  ])
}

function makeControl(field: HandshakeField, id: string): Control {
  const { preset, values, isList, isSecret, required } = field
  const shared = { id, required, autocomplete: 'off', spellcheck: 'false' }
  const control =
    values !== undefined && !isList ? choice(values, field, shared) : writing(isList, isSecret, shared)
  control.value = preset
  return control
}

function choice(
  values: readonly string[],
  { required }: HandshakeField,
  shared: Readonly<Record<string, string | boolean>>,
): Control {
  const options: Child[] = (required ? values : ['', ...values]).map((value) =>
    element('option', { value }, [value === '' ? '—' : value]),
  )
  return element('select', shared, options)
}

function writing(
  isList: boolean,
  isSecret: boolean,
  shared: Readonly<Record<string, string | boolean>>,
): Control {
  if (isList) return element('textarea', { ...shared, rows: '2' })
  // Not a password field: browsers offer to keep those, and what is typed here is a token.
  return element('input', { ...shared, type: 'text', class: isSecret ? 'secret' : undefined })
}
