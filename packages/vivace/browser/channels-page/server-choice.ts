import type { AsyncApiServer } from '../../src/asyncapi/index.ts'
import { element } from './element.ts'

/** Where the page connects to. */
export interface ServerChoice {
  readonly row: HTMLElement
  /** The chosen URL: `wss://api.example.com/v1`. */
  url(): string
}

/** The servers of a document to choose from; where the document is, if it names none. */
export function serverChoice(
  servers: Readonly<Record<string, AsyncApiServer>> | undefined,
  documentUrl: URL,
): ServerChoice {
  const urls = Object.values(servers ?? {}).map((server) => urlOf(server, documentUrl))
  if (urls.length === 0) urls.push(relativeTo('.', documentUrl))
  const options = urls.map((url) => element('option', { value: url }, [url]))
  const select = element('select', { id: 'server' }, options)
  const row = element('div', { class: 'server' }, [
    element('label', { for: 'server' }, ['Server']),
    urls.length > 1 ? select : element('code', {}, [urls[0]]),
  ])
  return { row, url: () => select.value }
}

function urlOf(server: AsyncApiServer, documentUrl: URL): string {
  const { host, protocol, pathname = '', variables = {}, 'x-relative-url': relative } = server
  // The app sees what a proxy lets it see; this page sees the whole way.
  if (relative !== undefined) return relativeTo(relative, documentUrl)
  const filled = `${protocol}://${host}${pathname}`
  return filled.replace(/\{([^}]*)\}/g, (_, name: string) => variables[name]?.default ?? name)
}

function relativeTo(reference: string, documentUrl: URL): string {
  return new URL(reference, documentUrl).href.replace(/^http/, 'ws').replace(/\/$/, '')
}
