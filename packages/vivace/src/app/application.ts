import {
  clock,
  type Dependency,
  type DependencyDefinition,
  inMakingOrder,
  Overrides,
  type Replacement,
  shutdown,
  type SingletonContainer,
} from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import type { Answer } from '../exchange/index.ts'
import {
  type Answering,
  type Clock,
  consoleLogger,
  type Exchange,
  type Logger,
  mapAnswer,
  PendingWork,
  type SecurityHeaderWriter,
  securityHeaderWriter,
  type Served,
  type Shutdown,
  systemClock,
} from '../exchange/index.ts'
import { parseDuration } from '../http/duration.ts'
import type { ChannelDescription } from '../channels/index.ts'
import type { OperationDescription } from '../operations/index.ts'
import type { ApplicationOptions } from './application-options.ts'
import { linkMiddleware, middlewareSingletons } from './app-middleware.ts'
import { answerThrown } from './answer-thrown.ts'
import { AppLife, type LivingApp } from './app-life.ts'
import { ChannelTable } from './channel-table.ts'
import { compose, type Respond } from './compose.ts'
import { dispatchTo } from './dispatch.ts'
import { type ErrorClass, type ErrorHandler, ErrorHandlers } from './error-handlers.ts'
import { giveSingletons } from './give-singletons.ts'
import type { MountedPart, MountOptions } from './guarded-mount.ts'
import { InheritedGuard } from './inherited-guard.ts'
import { Lifespan } from './lifespan.ts'
import { Mounted, mountsItself } from './mounted.ts'
import type { Mountable } from './mounts.ts'
import { OperationTable } from './operation-table.ts'
import { nowhere, type Placement } from './placement.ts'
import { type ProxyTrust, proxyTrust, rootPathOf } from './proxies/index.ts'
import { Router } from './router.ts'

/** What an override gives back: `undo()` it, or let `using` do so. */
export interface Override {
  undo(): void
  [Symbol.dispose](): void
}

/** Routes, middleware and singletons that answer requests: an app without its documents. */
export class Application extends Router implements Served {
  readonly title: string
  readonly version: string
  readonly log: Logger
  readonly #settings: ApplicationOptions
  readonly #gracePeriod: number
  readonly #overrides: Overrides
  readonly #errorHandlers = new ErrorHandlers()
  readonly #guard: InheritedGuard
  readonly #mounted: Mounted
  readonly #takeLogAway: () => void
  readonly #lifespan: Lifespan
  readonly #addSecurityHeaders: SecurityHeaderWriter | undefined
  readonly #life: AppLife
  readonly #proxyTrust: ProxyTrust | undefined
  readonly #rootPath: string
  readonly #pendingWork = new PendingWork()
  #clock: Clock = systemClock
  #shutdown: Shutdown | undefined = undefined
  #outer: { readonly app: Application; readonly path: string } | undefined = undefined
  #table: OperationTable | undefined = undefined
  #channels: ChannelTable | undefined = undefined
  #respond: Respond | undefined = undefined
  #starting: Promise<void> | undefined = undefined

  constructor(options: ApplicationOptions) {
    // The version of an app is what its documents say, and that of a router a part of its paths.
    const { version: _said, ...router } = options
    super(router)
    this.title = options.title
    this.version = options.version
    this.log = options.log ?? consoleLogger()
    this.#settings = options
    this.#guard = new InheritedGuard(options.guard)
    this.#mounted = new Mounted(this.#guard)
    this.#gracePeriod = parseDuration(options.gracePeriod ?? '10s', `App '${options.title}'`)
    this.#proxyTrust = options.trustedProxies === undefined ? undefined : proxyTrust(options.trustedProxies)
    this.#rootPath = rootPathOf(options.rootPath)
    this.#overrides = new Overrides(() => this.#reset())
    this.#takeLogAway = giveSingletons(this.#overrides, { log: this.log, tracer: options.tracer })
    this.#lifespan = new Lifespan(options.lifespan)
    this.#life = new AppLife(
      () => this.#all().flatMap((app) => [app.#living(), ...app.#mounted.living]),
      this.log,
    )
    this.#addSecurityHeaders =
      options.securityHeaders === false ? undefined : securityHeaderWriter(options.securityHeaders)
  }

  /** Answers errors of a class in a way of your own; the nearest class counts. */
  onError<Caught>(caught: ErrorClass<Caught>, handler: ErrorHandler<Caught>): this {
    this.#errorHandlers.set(caught, handler)
    return this
  }

  /**
   * Serves a whole app, its documents included, under a path, or anything else that answers requests.
   *
   *     app.mount('/practice', practice)
   *     app.mount('/static', staticFiles('./public'))
   *     app.mount('/', staticFiles('./web', { spa: true }))    // what no route and no other mount answers
   *
   * The guard of the app is asked for it, unless it is mounted with `public: true` or is an app with a guard of its own.
   */
  mount(path: string, mounted: Application | Mountable, options: MountOptions = {}): this {
    this.beforeAdd()
    if (mounted instanceof Application) return this.#mountApp(path, mounted, options)
    this.#mounted.addPart(path, mounted, options)
    return this
  }

  #mountApp(path: string, app: Application, options: MountOptions): this {
    if (app.#all().includes(this)) throw mountsItself(path)
    this.#mounted.addApp(path, app, { ...options, guard: app.#guard })
    // What was compiled before did not know of the guard.
    for (const each of app.#all()) each.beforeAdd()
    // Both apps share singletons, and these have one log.
    app.#takeLogAway()
    app.#overrides.outer = this.#overrides
    app.#outer = { app: this, path }
    return this
  }

  /**
   * Replaces a dependency or a singleton, in mounted apps as well, until it is undone.
   *
   *     using _ = app.override(currentUser, () => ({ id: 1 }))
   *
   * Throws `DefinitionError` for a replacement that needs what it replaces.
   */
  override<Value>(original: Dependency<Value>, replacement: Replacement<Value>): Override {
    const undo = this.#overrides.add(original, replacement)
    try {
      inMakingOrder([this.#resolved(original)], this.#overrides)
    } catch (error) {
      undo()
      throw error
    }
    return { undo, [Symbol.dispose]: undo }
  }

  /** The path that this app is mounted under: `/practice`; empty if it stands alone. */
  get mountPath(): string {
    return this.#outer === undefined ? '' : this.#outer.app.mountPath + this.#outer.path
  }

  /** The apps that are mounted in this one, with their paths; the longest path comes first. */
  get mounted(): readonly { readonly path: string; readonly app: Application }[] {
    return [...this.#mounted.places].flatMap(({ path, app }) =>
      app instanceof Application ? [{ path, app }] : [],
    )
  }

  /** What is mounted in this one and is no app. */
  get mountedParts(): readonly MountedPart[] {
    return this.#mounted.parts
  }

  /** Whether there is a guard: its own, or that of the app that it is mounted in. */
  get isGuarded(): boolean {
    return this.#guard.value !== undefined
  }

  /** The guard stands before everything that routers give. */
  protected override around(): Placement {
    const guard = this.#guard.value
    return guard === undefined ? nowhere : { ...nowhere, guard }
  }

  /** What the documents say of every operation. Throws `DefinitionError` if the app is written wrongly. */
  descriptions(): readonly OperationDescription[] {
    return this.#compiled().operations.map(({ operation }) => operation.description)
  }

  /** What the documents say of every channel. Throws `DefinitionError` if the app is written wrongly. */
  channelDescriptions(): readonly ChannelDescription[] {
    return this.#compiledChannels().channels.map(({ channel }) => channel.description)
  }

  /** Whether an edge must be ready for WebSockets, here or in a mounted app, and the longest message they take. */
  get webSockets(): { readonly maxMessageSize: number } | undefined {
    const sizes = this.#all().flatMap((app) =>
      app.#compiledChannels().channels.map(({ settings }) => settings.maxMessageSize),
    )
    return sizes.length === 0 ? undefined : { maxMessageSize: Math.max(...sizes) }
  }

  /** Compiles the routes, makes the singletons, runs the lifespan. */
  start(): Promise<void> {
    return (this.#starting ??= this.#life.start().catch((error: unknown) => {
      this.#starting = undefined
      throw error
    }))
  }

  /** Readiness turns false; requests are still answered. `serve` calls it when it is asked to stop. */
  prepareStop(): void {
    this.#shutdown?.prepare()
  }

  /** Aborts `stopping` and ends event streams. `serve` calls it when it accepts no more connections. */
  beginStop(): void {
    this.#shutdown?.begin()
  }

  /**
   * Aborts `stopping`, waits for background work, then ends the lifespan and cleans the singletons up, in reverse
   * order. Throws the first error, when all is done. `gracePeriod` is how long it waits, in milliseconds; the app's own if absent.
   */
  stop(gracePeriod: number = this.#gracePeriod): Promise<void> {
    return this.#life.stop(async () => {
      this.beginStop()
      const left = await this.#pendingWork.settled(gracePeriod)
      if (left > 0)
        this.log.warn('Background work is not done: the grace period is over.', { requests: left })
    })
  }

  /** Answers one request; starts the app first if nobody has. */
  handle(exchange: Exchange): Answering {
    exchange.log ??= this.log
    exchange.clock = this.#clock
    exchange.pendingWork ??= this.#pendingWork
    exchange.shutdown = this.#shutdown
    const respond = this.#respond
    if (respond === undefined) return this.#startAndHandle(exchange)
    return (exchange.mountPath === '' ? this.#hearProxies(exchange) : undefined) ?? respond(exchange)
  }

  protected override beforeAdd(): void {
    // The class's own fields are not there yet while the router's constructor runs; nothing is added then.
    if (this.#starting === undefined) {
      this.#forget()
      return
    }
    throw new DefinitionError({
      code: 'APP_ALREADY_STARTED',
      where: `App '${this.title}'`,
      cause: 'a route is added after the start',
      remedy: 'add every route before the app is served',
    })
  }

  async #startAndHandle(exchange: Exchange): Promise<Answer> {
    try {
      await this.start()
    } catch (error) {
      // What proxies say of the scheme decides on HSTS here as well.
      return this.#hearProxies(exchange) ?? this.#refuse(error, exchange)
    }
    return this.handle(exchange)
  }

  #hearProxies(exchange: Exchange): Answering | undefined {
    exchange.rootPath = this.#rootPath
    try {
      this.#proxyTrust?.(exchange)
      return undefined
    } catch (error) {
      return this.#refuse(error, exchange)
    }
  }

  // The answer to what fails before the middleware.
  #refuse(error: unknown, exchange: Exchange): Answering {
    return mapAnswer(this.#answerError(error, exchange), (answer) => this.#finish(answer, exchange))
  }

  readonly #finish = (answer: Answer, exchange: Exchange): Answer => {
    this.#addSecurityHeaders?.(answer, exchange.scheme === 'https')
    return answer
  }

  // An override after the start: plans are compiled anew, singletons are made anew where they must be. The app
  // that this one is mounted in made them for both.
  #reset(): void {
    if (this.#outer !== undefined) this.#outer.app.#reset()
    else for (const app of this.#all()) app.#close()
  }

  #close(): void {
    this.#forget()
    this.#respond = undefined
    this.#starting = undefined
  }

  #forget(): void {
    this.#table = undefined
    this.#channels = undefined
    this.#mounted.forget()
  }

  #compiled(): OperationTable {
    return (this.#table ??= new OperationTable(this.placed(), {
      overrides: this.#overrides,
      unknownFields: this.#settings.unknownFields ?? 'drop',
    }))
  }

  #compiledChannels(): ChannelTable {
    return (this.#channels ??= new ChannelTable(this.placedChannels(), {
      overrides: this.#overrides,
      unknownFields: this.#settings.unknownFields ?? 'drop',
      limits: this.#settings.channels ?? {},
    }))
  }

  /** What else is to be right before the app starts; called for mounted apps as well. */
  protected checkBeforeStart(): void {
    return undefined
  }

  #living(): LivingApp {
    return {
      lifespan: this.#lifespan,
      check: () => {
        this.#mounted.check()
        this.checkBeforeStart()
      },
      demand: () => ({
        wanted: [
          this.#resolved(clock),
          this.#resolved(shutdown),
          ...this.#middlewareSingletons(),
          ...this.#compiled().singletons(),
          ...this.#compiledChannels().singletons(),
          ...this.#mounted.singletons(this.#overrides),
        ],
        overrides: this.#overrides,
      }),
      open: (container) => this.#open(container),
      close: () => this.#close(),
    }
  }

  #resolved(singleton: Dependency): DependencyDefinition {
    return this.#overrides.resolve(singleton['~vivace'].dependency)
  }

  #middlewareSingletons(): DependencyDefinition[] {
    return middlewareSingletons(this.#settings.middleware ?? [], this.#overrides, `App '${this.title}'`)
  }

  #all(): Application[] {
    return [this, ...this.mounted.flatMap(({ app }) => app.#all())]
  }

  #open(container: SingletonContainer): void {
    const valueOf = (definition: DependencyDefinition): unknown =>
      container.value(definition, this.#overrides)
    const { middleware = [], redirectSlashes = false } = this.#settings
    const table = this.#compiled()
    table.link(valueOf)
    const channels = this.#compiledChannels()
    channels.link(valueOf)
    this.#mounted.link(this.#overrides, valueOf)
    // `clock` is a dependency of a Clock, and so is whatever replaces it.
    this.#clock = valueOf(this.#resolved(clock)) as Clock
    // As above; nobody outside has `shutdown`, and nothing replaces it.
    this.#shutdown = valueOf(this.#resolved(shutdown)) as Shutdown
    this.#respond = compose({
      middleware: linkMiddleware(middleware, this.#overrides, valueOf),
      innermost: dispatchTo({ table, channels, mounts: this.#mounted.places, redirectSlashes }),
      answerError: (error, exchange) => this.#answerError(error, exchange),
      finish: this.#finish,
    })
  }

  #answerError(error: unknown, exchange: Exchange): Answering {
    const answering = answerThrown({
      error,
      exchange,
      handlers: this.#errorHandlers,
      format: this.#settings.errorFormat ?? 'problem',
    })
    const { errorHeaders } = exchange
    if (errorHeaders === undefined) return answering
    return mapAnswer(answering, (answer) => {
      answer.headers.push(...errorHeaders)
      return answer
    })
  }
}
