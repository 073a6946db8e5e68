import type { AsyncApiMessage } from '../../src/asyncapi/index.ts'
import type { ChannelView, DocumentReader } from './document-reader.ts'
import { type Child, element } from './element.ts'
import { isBytes } from './message-editor.ts'
import { schemaTree } from './schema-tree.ts'
import { type PanelOptions, TryPanel } from './try-panel.ts'

/** A channel: what it is called at first, and everything else once it is opened. */
export function channelCard(view: ChannelView, options: PanelOptions): HTMLDetailsElement {
  const card = element('details', { class: 'channel', id: view.id }, [head(view)])
  card.addEventListener('toggle', () => {
    if (card.open && card.childElementCount === 1) card.append(body(view, options))
  })
  return card
}

function head({ channel, schemes }: ChannelView): HTMLElement {
  const isDeprecated = channel['x-deprecated'] === true
  return element('summary', {}, [
    element('span', { class: 'badge' }, ['WS']),
    element('h3', {}, [
      element('code', { class: isDeprecated ? 'address deprecated' : 'address' }, address(channel.address)),
    ]),
    element('span', { class: 'summary' }, [channel.summary]),
    isDeprecated ? element('span', { class: 'mark' }, ['deprecated']) : undefined,
    schemes.some(({ required }) => required) ? element('span', { class: 'mark' }, ['secured']) : undefined,
  ])
}

function address(template: string): Child[] {
  return template
    .split(/(\{[^}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? element('span', { class: 'parameter' }, [part]) : part))
}

function body(view: ChannelView, options: PanelOptions): HTMLElement {
  const { description, 'x-close-codes': codes } = view.channel
  return element('div', { class: 'body' }, [
    element('div', { class: 'about' }, [
      description === undefined ? undefined : element('p', { class: 'description' }, [description]),
      messages('You send', view.toApp, options.reader),
      messages('You receive', view.fromApp, options.reader),
      codes === undefined ? undefined : closeCodes(codes),
    ]),
    element('section', { 'aria-label': 'Try it out' }, [
      element('h4', {}, ['Try it out']),
      new TryPanel(view, options).body,
    ]),
  ])
}

function messages(title: string, shown: readonly AsyncApiMessage[], reader: DocumentReader): HTMLElement {
  const each = shown.map((message) =>
    element('div', { class: 'message' }, [
      element('p', { class: 'message-head' }, [
        element('strong', {}, [message.name]),
        element('span', { class: 'media-type' }, [message.contentType]),
      ]),
      isBytes(message) ? undefined : schemaTree(message.payload, message.name, reader),
    ]),
  )
  const none = element('p', { class: 'note' }, ['Nothing.'])
  return element('section', {}, [element('h4', {}, [title]), ...(each.length === 0 ? [none] : each)])
}

function closeCodes(codes: Readonly<Record<string, string>>): HTMLElement {
  const entries = Object.entries(codes).flatMap(([code, meaning]) => [
    element('dt', {}, [code]),
    element('dd', {}, [meaning]),
  ])
  return element('section', {}, [
    element('h4', {}, ['Close codes']),
    element('dl', { class: 'codes' }, entries),
  ])
}
