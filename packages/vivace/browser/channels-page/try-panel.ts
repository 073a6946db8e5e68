import { closeCodeMeaning } from './close-code.ts'
import { Connection } from './connection.ts'
import type { ChannelView, DocumentReader } from './document-reader.ts'
import { element } from './element.ts'
import { handshakeFields, headerNotes } from './handshake-field.ts'
import { HandshakeForm } from './handshake-form.ts'
import { MessageEditor } from './message-editor.ts'
import { MessageLog, shownMessage } from './message-log.ts'

/** What a panel needs of the page. */
export interface PanelOptions {
  readonly reader: DocumentReader
  /** The URL of the app, as the page has it now: `ws://localhost:8000`. */
  readonly base: () => string
}

type State = 'closed' | 'connecting' | 'open'

/** Connects to a channel, sends messages, and shows what comes back. */
export class TryPanel {
  readonly body: HTMLElement
  readonly #view: ChannelView
  readonly #base: () => string
  readonly #form: HandshakeForm
  readonly #editor: MessageEditor | undefined
  readonly #log = new MessageLog()
  readonly #connect = element('button', { type: 'submit', class: 'primary' }, ['Connect'])
  readonly #send = element('button', { type: 'button', class: 'send' }, ['Send'])
  readonly #status = element('span', { class: 'status', role: 'status' })
  #connection: Connection | undefined = undefined
  #state: State = 'closed'

  constructor(view: ChannelView, { reader, base }: PanelOptions) {
    this.#view = view
    this.#base = base
    this.#form = new HandshakeForm(view.id, view.channel.address, handshakeFields(view, reader))
    this.#editor = view.toApp.length === 0 ? undefined : new MessageEditor(view.id, view.toApp, reader)
    this.#editor?.onSubmit(() => this.#sendMessage())
    this.#send.addEventListener('click', () => this.#sendMessage())
    this.body = element('div', { class: 'try' }, [this.#handshake(), this.#messages()])
    this.#become('closed')
  }

  #handshake(): HTMLElement {
    const notes = headerNotes(this.#view)
    const form = element('form', { class: 'handshake', novalidate: true }, [
      ...this.#form.rows,
      notes.length === 0 ? undefined : this.#headers(notes),
      element('div', { class: 'actions' }, [this.#connect, this.#status]),
    ])
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (this.#state === 'closed') this.#open()
      else this.#connection?.close()
    })
    return form
  }

  #headers(notes: ReturnType<typeof headerNotes>): HTMLElement {
    return element('div', { class: 'headers' }, [
      element('p', {}, ['Headers, which browsers cannot set on a WebSocket. Other clients can:']),
      element(
        'ul',
        {},
        notes.map(({ name, required, text }) =>
          element('li', {}, [
            element('code', {}, [name]),
            required ? element('span', { class: 'required' }, ['required']) : undefined,
            text === '' ? undefined : element('span', { class: 'note' }, [text]),
          ]),
        ),
      ),
    ])
  }

  #messages(): HTMLElement {
    const clear = element('button', { type: 'button', class: 'quiet' }, ['Clear'])
    clear.addEventListener('click', () => this.#log.clear())
    return element('div', { class: 'traffic' }, [
      ...(this.#editor === undefined ? [] : [...this.#editor.rows, this.#send]),
      element('div', { class: 'log-head' }, [element('span', {}, ['Traffic']), clear]),
      this.#log.list,
    ])
  }

  #open(): void {
    const missing = this.#form.missing()
    if (missing !== undefined) {
      this.#status.textContent = 'A value is missing.'
      missing.focus()
      return
    }
    const handshake = this.#form.read(this.#base())
    this.#log.add('state', `Connecting to ${handshake.shownUrl}`)
    this.#become('connecting')
    try {
      this.#connection = new Connection(handshake, {
        opened: (protocol) => this.#opened(protocol),
        got: (data) => this.#log.add('got', shownMessage(data)),
        closed: (...end) => this.#closed(...end),
      })
    } catch (error) {
      this.#log.add('trouble', error instanceof Error ? error.message : String(error))
      this.#become('closed')
    }
  }

  #opened(protocol: string): void {
    this.#log.add('state', protocol === '' ? 'Connected.' : `Connected, speaking ${protocol}.`)
    this.#become('open')
  }

  #closed(code: number, reason: string, wasOpen: boolean): void {
    const text = `${wasOpen ? 'Closed' : 'Not connected'}: ${code}${reason === '' ? '' : ` ${reason}`}`
    const meaning = closeCodeMeaning(code, this.#view.channel['x-close-codes'])
    const kind = code === 1000 || code === 1001 ? 'state' : 'trouble'
    this.#log.add(kind, text, element('span', { class: 'note' }, [meaning]))
    this.#connection = undefined
    this.#become('closed')
    this.#status.textContent = text
  }

  #sendMessage(): void {
    if (this.#state !== 'open') return
    try {
      const data = this.#editor?.read() ?? ''
      this.#connection?.send(data)
      this.#log.add('sent', shownMessage(typeof data === 'string' ? data : data.buffer))
    } catch (error) {
      this.#log.add('trouble', error instanceof Error ? error.message : String(error))
    }
  }

  #become(state: State): void {
    this.#state = state
    const words = { closed: 'Not connected', connecting: 'Connecting …', open: 'Connected' }
    this.#status.textContent = words[state]
    this.#status.dataset.state = state
    this.#connect.textContent = state === 'closed' ? 'Connect' : 'Disconnect'
    this.#send.disabled = state !== 'open'
  }
}
