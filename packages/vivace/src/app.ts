import {
  Application,
  type ApplicationOptions,
  DeclaredWebhooks,
  Router,
  type WebhookDefiners,
} from './app/index.ts'
import { type AsyncApiDocument, writeAsyncApi } from './asyncapi/index.ts'
import type { ClientOperations } from './client/index.ts'
import { type ClientOperationsOptions, writeClientOperations } from './client/write-client-operations.ts'
import {
  asyncApiPages,
  type DocsPage,
  docsPages,
  type PageText,
  serverUrl,
  textPage,
} from './docs-pages/index.ts'
import type { Dependency } from './dependencies/index.ts'
import { type FetchHandler, toFetchHandler } from './fetch/index.ts'
import { exchangeInput } from './inputs/index.ts'
import {
  audienceUnknown,
  checkAudiences,
  type DocumentInfo,
  mayBeRefused,
  type OpenApiDocument,
  type OpenApiVersion,
  operationsFor,
  writeOpenApi,
} from './openapi/index.ts'
import type { OperationDescription, PlacedRoute } from './operations/index.ts'

/** One of several documents of an app: what differs from the app's own options. */
export interface AudienceDocument extends Partial<DocumentInfo> {
  /** Where the document is; `/admin/openapi.json` if absent, of a document named `admin`. */
  readonly openapiUrl?: string
  /** Where Swagger UI is; `/admin/docs` if absent, `false` for nowhere. */
  readonly docsUrl?: string | false
  /** Where ReDoc is; `/admin/redoc` if absent, `false` for nowhere. */
  readonly redocUrl?: string | false
  /** Guards of the document and its pages: a browser opens them with `basic()`, or with a cookie. */
  readonly dependencies?: readonly Dependency[]
}

/** What an app does, and what its documents say of it. */
export interface AppOptions extends Omit<ApplicationOptions, 'tags'>, DocumentInfo {
  /** The version of the OpenAPI document. `3.1` if absent; `3.2` says `itemSchema` and `query` without extensions. */
  readonly openapi?: OpenApiVersion
  /** Where Swagger UI is. `/docs` if absent, `false` for nowhere. */
  readonly docsUrl?: string | false
  /** Where ReDoc is. `/redoc` if absent, `false` for nowhere. */
  readonly redocUrl?: string | false
  /** Where the OpenAPI document is. `/openapi.json` if absent, `false` for nowhere, and no pages either. */
  readonly openapiUrl?: string | false
  /**
   * A document for each audience, instead of the one: routes with `audience: 'admin'` are in the document `admin`
   * alone, routes without are in all of them. `docsUrl`, `redocUrl` and `openapiUrl` are each document's own then.
   *
   *     documents: { public: { openapiUrl: '/openapi.json', docsUrl: '/docs' }, admin: { dependencies: [requireAdmin] } }
   */
  readonly documents?: Readonly<Record<string, AudienceDocument>>
  /** Where the AsyncAPI document is, of an app with channels. `/asyncapi.json` if absent, `false` for nowhere, and no page either. */
  readonly asyncapiUrl?: string | false
  /** Where the page is that shows the channels and connects to them. `/asyncapi` if absent, `false` for nowhere. */
  readonly asyncapiDocsUrl?: string | false
  /**
   * Where inferred clients learn the operations, of apps to which routes were added as records. `/operations.json` if
   * absent, `false` for nowhere, which is also what it is if `openapiUrl` is `false`.
   */
  readonly operationsUrl?: string | false
}

/**
 * An app: routes, middleware, singletons, and the documents that come from them.
 *
 *     const app = new App({ title: 'Shop', version: '1.0.0' })
 *     app.get('/items/{itemId}', { inputs: { itemId: path(z.int()) }, returns: Item }, ({ itemId }) => find(itemId))
 *     await serve(app)
 */
export class App extends Application {
  /** Answers a web `Request`: the app on Bun, Deno and workers. */
  readonly fetch: FetchHandler = toFetchHandler(this)
  readonly #webhooks = new DeclaredWebhooks(() => this.beforeAdd())
  /** What the app sends to others, for the OpenAPI document: `app.webhooks.post('new-order', {…})`. */
  readonly webhooks: WebhookDefiners = this.#webhooks
  readonly #options: AppOptions
  readonly #pages = new Router()
  readonly #channelPages = new Router()
  readonly #clientPages = new Router()
  readonly #written = new Map<string | undefined, OpenApiDocument>()
  #channelDocument: { readonly url: string | undefined; readonly document: AsyncApiDocument } | undefined =
    undefined

  constructor(options: AppOptions) {
    const { tags: _documented, ...behaviour } = options
    super(behaviour)
    this.#options = options
    const { openapiUrl } = options
    for (const [audience, document] of this.#documents()) this.#addPages(audience, document)
    const isOne = options.documents === undefined && openapiUrl !== false
    const { operationsUrl = isOne ? '/operations.json' : false } = options
    if (operationsUrl !== false) {
      const json = (): PageText => ({
        mediaType: 'application/json',
        text: JSON.stringify(this.operations()),
      })
      addPage(this.#clientPages, textPage(operationsUrl, json))
    }
    for (const page of asyncApiPages({
      ...options,
      document: (documentUrl) => this.asyncapi({ documentUrl }),
    })) {
      addPage(this.#channelPages, page)
    }
  }

  /** What an edge says when it starts to serve. */
  get about(): { readonly title: string; readonly docsPath: string | undefined } {
    const shown = this.#documents().find(
      ([, { openapiUrl, docsUrl }]) => openapiUrl !== false && docsUrl !== false,
    )
    const docsUrl = shown?.[1].docsUrl
    return { title: this.title, docsPath: docsUrl === false ? undefined : docsUrl }
  }

  /** What the command line looks at. */
  get '~vivace'(): { readonly options: AppOptions } {
    return { options: this.#options }
  }

  // A document that cannot be written is a mistake of the app, and stops it before anything is made. One that certainly
  // can is written when somebody asks.
  protected override checkBeforeStart(): void {
    const { errorFormat } = this.#options
    const parts = { errorFormat, webhooks: this.#webhooks.descriptions() }
    for (const [audience, { openapiUrl }] of this.#documents())
      if (openapiUrl !== false && mayBeRefused(this.#operationsFor(audience), parts)) this.openapi(audience)
    if (this.#options.asyncapiUrl !== false && this.#showsChannels()) this.asyncapi()
  }

  protected override beforeAdd(): void {
    super.beforeAdd()
    this.#written.clear()
    this.#channelDocument = undefined
  }

  /**
   * The OpenAPI document: of everything, or of one audience. Throws `DefinitionError` if the app is written wrongly;
   * needs no start.
   *
   *     app.openapi('admin')
   */
  openapi(audience?: string): OpenApiDocument {
    const written = this.#written.get(audience) ?? this.#write(audience)
    this.#written.set(audience, written)
    return written
  }

  /** Every document with its audience; the one of an app that has no others has none. */
  #documents(): readonly (readonly [string | undefined, ShownAt])[] {
    const { documents, openapiUrl = '/openapi.json', docsUrl = '/docs', redocUrl = '/redoc' } = this.#options
    if (documents === undefined) return [[undefined, { openapiUrl, docsUrl, redocUrl }]]
    return Object.entries(documents).map(([name, document]) => {
      const below = {
        openapiUrl: `/${name}/openapi.json`,
        docsUrl: `/${name}/docs`,
        redocUrl: `/${name}/redoc`,
      }
      return [name, { ...below, ...document }] as const
    })
  }

  #addPages(audience: string | undefined, shown: ShownAt): void {
    const { openapiUrl, docsUrl, redocUrl, dependencies = [], title = this.#options.title } = shown
    const document = (): OpenApiDocument => this.openapi(audience)
    for (const page of docsPages({ title, document, openapiUrl, docsUrl, redocUrl }))
      addPage(this.#pages, page, dependencies)
  }

  /**
   * The AsyncAPI document of the app's channels. `documentUrl` is where it will be found: what is relative to it (the
   * server, the URLs of security schemes) is left as it is without one. Throws `DefinitionError` if the app is written
   * wrongly; needs no start.
   *
   *     app.asyncapi({ documentUrl: 'https://api.example.com/asyncapi.json' })
   */
  asyncapi({ documentUrl: url }: { readonly documentUrl?: string | undefined } = {}): AsyncApiDocument {
    // Whoever asks mostly asks for the same again; all that were ever asked for would be too many.
    if (this.#channelDocument?.url === url && this.#channelDocument !== undefined)
      return this.#channelDocument.document
    const document = this.#writeChannels(url)
    this.#channelDocument = { url, document }
    return document
  }

  /** What inferred clients are told of the routes that were added as records; see `createClient` of `vivace/client`. */
  operations(options?: ClientOperationsOptions): ClientOperations {
    return writeClientOperations(this.descriptions(), options)
  }

  /** The app's own routes, and, where the app stands for itself, its pages, which its guards do not guard. */
  override placed(...outer: Parameters<Router['placed']>): PlacedRoute[] {
    const own = super.placed(...outer)
    if (outer.length > 0) return own
    const hasRecords = own.some(({ route }) => route['~vivace'].key !== undefined)
    return [
      ...own,
      ...this.#pages.placed(),
      ...this.#ofChannels(),
      ...(hasRecords ? this.#clientPages.placed() : []),
    ]
  }

  #ofChannels(): PlacedRoute[] {
    return this.#showsChannels() ? this.#channelPages.placed() : []
  }

  #showsChannels(): boolean {
    return this.placedChannels().some(({ hidden }) => !hidden)
  }

  #writeChannels(documentUrl: string | undefined): AsyncApiDocument {
    const { asyncapiUrl, servers } = this.#options
    const here = serverUrl(
      asyncapiUrl === undefined || asyncapiUrl === false ? '/asyncapi.json' : asyncapiUrl,
    )
    return writeAsyncApi(this.#options, this.channelDescriptions(), {
      servers: servers ?? [{ url: here }],
      ...(documentUrl === undefined ? {} : { documentUrl }),
    })
  }

  /** The operations of one document, or of the only one. Throws `DefinitionError` for an audience that there is not. */
  #operationsFor(audience: string | undefined): readonly OperationDescription[] {
    const names = Object.keys(this.#options.documents ?? {})
    const described = this.descriptions()
    checkAudiences(described, names)
    if (audience === undefined) return described
    if (!names.includes(audience)) throw audienceUnknown('openapi()', audience, names)
    return operationsFor(audience, described)
  }

  #write(audience: string | undefined): OpenApiDocument {
    const { documents = {}, errorFormat, openapi } = this.#options
    const operations = this.#operationsFor(audience)
    const own = audience === undefined ? {} : documents[audience]
    const { openapiUrl } = this.#documents().find(([name]) => name === audience)?.[1] ?? {}
    const said = { ...this.#options, ...own }
    const { title, version, servers } = said
    const given = infoMembers
      .map((name) => [name, said[name]] as const)
      .filter(([, value]) => value !== undefined)
    // Relative to the document, and so right under mounts and behind proxies that strip a prefix.
    const here = serverUrl(openapiUrl === undefined || openapiUrl === false ? '/openapi.json' : openapiUrl)
    return writeOpenApi(
      { title, version, ...Object.fromEntries(given), servers: servers ?? [{ url: here }] },
      operations,
      {
        sides: 'shared',
        webhooks: this.#webhooks.descriptions(),
        ...(errorFormat === undefined ? {} : { errorFormat }),
        ...(openapi === undefined ? {} : { version: openapi }),
      },
    )
  }
}

/** What a document takes over as the app says it. */
const infoMembers = [
  'title',
  'version',
  'summary',
  'description',
  'termsOfService',
  'contact',
  'license',
  'tags',
  'externalDocs',
] as const satisfies readonly (keyof DocumentInfo)[]

/** Where a document and its pages are, and what differs of them. */
interface ShownAt extends Omit<AudienceDocument, 'openapiUrl' | 'docsUrl' | 'redocUrl'> {
  readonly openapiUrl: string | false
  readonly docsUrl: string | false
  readonly redocUrl: string | false
}

function addPage(router: Router, page: DocsPage, dependencies: readonly Dependency[] = []): void {
  const options = { hidden: true, unknownFields: 'drop', dependencies, inputs: { exchange } } as const
  router.get(page.path, options, ({ exchange }) => page.answer(exchange))
}

const exchange = exchangeInput((reading) => reading.exchange)
