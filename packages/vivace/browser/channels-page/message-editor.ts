import type { AsyncApiMessage } from '../../src/asyncapi/index.ts'
import type { DocumentReader } from './document-reader.ts'
import { element } from './element.ts'
import { exampleValue } from './example-value.ts'

/** What a message is written in. */
export class MessageEditor {
  readonly rows: readonly HTMLElement[]
  readonly #text: HTMLTextAreaElement
  readonly #hint: HTMLElement
  readonly #messages: readonly AsyncApiMessage[]
  readonly #reader: DocumentReader
  #message: AsyncApiMessage | undefined = undefined

  constructor(id: string, messages: readonly AsyncApiMessage[], reader: DocumentReader) {
    this.#messages = messages
    this.#reader = reader
    this.#text = element('textarea', {
      id: `${id}-message`,
      rows: '5',
      spellcheck: 'false',
      'aria-describedby': `${id}-hint`,
    })
    this.#hint = element('p', { class: 'note', id: `${id}-hint` })
    this.#text.addEventListener('input', () => this.#judge())
    this.rows = [this.#head(id), this.#text, this.#hint]
    this.#show(messages[0])
  }

  /** What stands in the editor, as it is sent. Throws `Error` for bytes that are not written as such. */
  read(): string | Uint8Array<ArrayBuffer> {
    const text = this.#text.value
    return this.#message !== undefined && isBytes(this.#message) ? readBytes(text) : text
  }

  onSubmit(submit: () => void): void {
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      submit()
    })
  }

  #head(id: string): HTMLElement {
    const label = element('label', { for: this.#text.id }, ['Message'])
    if (this.#messages.length < 2) return element('div', { class: 'editor-head' }, [label])
    const choice = element(
      'select',
      { id: `${id}-kind`, 'aria-label': 'Kind of message' },
      this.#messages.map(({ name }) => element('option', { value: name }, [name])),
    )
    choice.addEventListener('change', () => this.#show(this.#messages[choice.selectedIndex]))
    return element('div', { class: 'editor-head' }, [label, choice])
  }

  #show(message: AsyncApiMessage | undefined): void {
    this.#message = message
    this.#text.value = message === undefined ? '' : exampleText(message, this.#reader)
    this.#text.rows = Math.min(14, Math.max(3, this.#text.value.split('\n').length))
    this.#judge()
  }

  #judge(): void {
    const isInBytes = this.#message !== undefined && isBytes(this.#message)
    const hint = `${isInBytes ? 'Bytes in hexadecimal. ' : ''}Ctrl + Enter sends.`
    this.#hint.textContent = this.#wrong() ?? hint
  }

  // A person who tries an app out may want to see what it says to nonsense: it is named, and sent all the same.
  #wrong(): string | undefined {
    if (this.#message?.contentType !== 'application/json') return undefined
    try {
      JSON.parse(this.#text.value)
      return undefined
    } catch {
      return 'This is not JSON. It is sent as it stands.'
    }
  }
}

/** Whether a message is bytes: nothing is known of them but their media type. */
export function isBytes({ contentType, payload }: AsyncApiMessage): boolean {
  return contentType !== 'application/json' && payload.type !== 'string'
}

function exampleText(message: AsyncApiMessage, reader: DocumentReader): string {
  if (isBytes(message)) return '48 65 6c 6c 6f'
  const { contentType, payload } = message
  const value = exampleValue(payload, reader)
  if (contentType !== 'application/json') return value === 'text' ? 'Hello' : String(value)
  return JSON.stringify(value, null, 2)
}

function readBytes(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replace(/\s+/g, '')
  if (!/^(?:[\da-f]{2})*$/i.test(digits)) throw new Error('Bytes are written in hexadecimal: 48 65 6c 6c 6f.')
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
