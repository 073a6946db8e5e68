import { createHash } from 'node:crypto'

/** A system, as the start page shows it. */
export interface ListedSystem {
  /** Where it is mounted: `/practice`. */
  readonly path: string
  readonly title: string
  /** One sentence on what it is for. */
  readonly summary: string
  /** A request that shows something when it is opened, under the system's path. */
  readonly example: string
}

/** The start page and what it needs. */
export interface StartPage {
  readonly html: string
  /** Lets the page use its own style and icon, and nothing else. */
  readonly headers: Readonly<Record<string, string>>
}

/** Writes the page that lists the systems. */
export function startPage(systems: readonly ListedSystem[]): StartPage {
  const styleHash = createHash('sha256').update(style).digest('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    html: page(systems.map(item).join('\n')),
    headers: { 'content-security-policy': policy.join('; '), 'cache-control': 'no-cache' },
  }
}

function page(items: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="The systems that are built on Vivace, with their documents.">
<title>Vivace</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
<main>
<h1>Vivace</h1>
<p class="lead">A TypeScript web framework: a function declares its inputs. These are the systems built on it. Each is a
whole backend, with documents that come from its code and can be tried out.</p>
<h2>Systems</h2>
<ul class="systems">
${items}
</ul>
<h2>This server</h2>
<p><a href="docs">Its own documents</a> describe this page and <a href="health"><code>/health</code></a>.</p>
</main>
</body>
</html>
`
}

function item({ path, title, summary, example }: ListedSystem): string {
  const name = escape(title)
  const below = path.slice(1)
  return `<li>
<h3>${name}</h3>
<p>${escape(summary)}</p>
<p class="links">
<a class="main" href="${escape(below)}/docs" aria-label="Docs of ${name}">Docs</a>
<a href="${escape(below)}/redoc" aria-label="Reference of ${name}">Reference</a>
<a href="${escape(below)}/openapi.json" aria-label="OpenAPI of ${name}">OpenAPI</a>
</p>
<p class="example">Try it: <a href="${escape(below + example)}"><code>GET ${escape(path + example)}</code></a></p>
</li>`
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

// A quaver, drawn small; percent-encoded because it stands in an attribute.
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0f766e" d="M6 1l7-1v11.5a2.5 2 0 1 1-1.5-1.8V3.3L7.5 4v8.5A2.5 2 0 1 1 6 10.7z"/></svg>',
)}`

const style = `
:root { --ink: #17252a; --quiet: #4a5c63; --paper: #f6f8f7; --card: #fff; --line: #d5dedb; --accent: #0b5f58; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eeec; --quiet: #a9bab6; --paper: #10181a; --card: #182326; --line: #2c3b3f; --accent: #5fd0c0; --on-accent: #08201d }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 4rem 1.25rem }
h1 { margin: 0; font-size: 2.75rem; line-height: 1.1; letter-spacing: -.03em }
h2 { margin: 3rem 0 1rem; font-size: .85rem; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet) }
h3 { margin: 0; font-size: 1.25rem }
p { margin: .5rem 0 }
.lead { font-size: 1.125rem; color: var(--quiet) }
.systems { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem }
.systems li { padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
.links { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 }
.links a { padding: .4rem .9rem; border: 1px solid var(--line); border-radius: .5rem; text-decoration: none }
.links a.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.links a:hover, .links a:focus-visible { text-decoration: underline }
.example { color: var(--quiet); font-size: .95rem; overflow-wrap: anywhere }
a { color: var(--accent) }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
code { font-family: ui-monospace, monospace; font-size: .92em }
`
