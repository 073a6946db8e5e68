import type { AsyncApiDocument } from '../../src/asyncapi/index.ts'
import { channelCard } from './channel-card.ts'
import { type ChannelView, DocumentReader } from './document-reader.ts'
import { element } from './element.ts'
import { serverChoice } from './server-choice.ts'

const otherTag = 'Channels'

async function start(): Promise<void> {
  const root = document.getElementById('docs')
  if (root === null) return
  const documentUrl = new URL(root.dataset.document ?? '', location.href)
  try {
    const answer = await fetch(documentUrl)
    if (!answer.ok) throw new Error(`The app answers ${answer.status}.`)
    // The app that serves this page wrote it.
    show(root, (await answer.json()) as AsyncApiDocument, documentUrl)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    root.replaceChildren(element('p', { role: 'alert' }, [`The document cannot be shown. ${cause}`]))
  }
}

function show(root: HTMLElement, shown: AsyncApiDocument, documentUrl: URL): void {
  const reader = new DocumentReader(shown)
  const server = serverChoice(shown.servers, documentUrl)
  const groups = groupByTag(reader.channels())
  const cards = new Map<string, HTMLDetailsElement>()
  const sections = [...groups].map(([tag, views]) => {
    const made = views.map((view) => channelCard(view, { reader, base: () => server.url() }))
    for (const card of made) cards.set(card.id, card)
    const about = shown.info.tags?.find(({ name }) => name === tag)?.description
    return element('section', { class: 'group' }, [
      element('h2', {}, [tag]),
      about === undefined ? undefined : element('p', { class: 'description' }, [about]),
      ...made,
    ])
  })
  root.replaceChildren(head(shown, documentUrl, server.row), ...sections)
  const openTarget = (): void => {
    const card = cards.get(decodeURIComponent(location.hash.slice(1)))
    if (card === undefined) return
    card.open = true
    card.scrollIntoView()
  }
  for (const card of cards.values()) remember(card)
  addEventListener('hashchange', openTarget)
  openTarget()
  const [only, ...others] = cards.values()
  if (only !== undefined && others.length === 0) only.open = true
}

function head({ info }: AsyncApiDocument, documentUrl: URL, server: HTMLElement): HTMLElement {
  return element('header', {}, [
    element('h1', {}, [info.title, element('span', { class: 'version' }, [info.version])]),
    info.description === undefined ? undefined : element('p', { class: 'description' }, [info.description]),
    element('div', { class: 'facts' }, [
      server,
      element('a', { href: documentUrl.href }, ['AsyncAPI document']),
    ]),
  ])
}

// The address of the page leads back to the channel that was opened last.
function remember(card: HTMLDetailsElement): void {
  card.querySelector('summary')?.addEventListener('click', () => {
    if (!card.open) history.replaceState(null, '', `#${encodeURIComponent(card.id)}`)
  })
}

/** By the first tag; those without one come last. */
function groupByTag(views: readonly ChannelView[]): ReadonlyMap<string, readonly ChannelView[]> {
  const groups = new Map<string, ChannelView[]>()
  const add = (tag: string, view: ChannelView): void =>
    void groups.set(tag, [...(groups.get(tag) ?? []), view])
  const untagged = views.filter(({ channel }) => channel.tags === undefined)
  for (const view of views) for (const { name } of (view.channel.tags ?? []).slice(0, 1)) add(name, view)
  for (const view of untagged) add(otherTag, view)
  return groups
}

void start()
