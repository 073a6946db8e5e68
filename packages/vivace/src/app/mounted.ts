import type { DependencyDefinition, Overrides } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import type { LivingApp } from './app-life.ts'
import { GuardedMount, type LinkedMount, type MountedPart, type MountOptions } from './guarded-mount.ts'
import type { InheritedGuard } from './inherited-guard.ts'
import { livingMountable } from './living-mountable.ts'
import { type Mountable, Mounts } from './mounts.ts'

/** An app that is mounted in another one. */
export interface MountedApp extends Mountable {
  readonly title: string
}

/** How an app is mounted; `guard` is its own. */
interface AppMountOptions extends MountOptions {
  readonly guard: InheritedGuard
}

interface MountedGuard {
  readonly path: string
  readonly title: string
  readonly guard: InheritedGuard
  /** That of the app around; absent if it is mounted as public. */
  readonly outer: InheritedGuard | undefined
}

/** What is mounted in an app, and who is let in there. */
export class Mounted {
  /** Where requests find it. */
  readonly places: Mounts<Mountable> = new Mounts<Mountable>()
  readonly #guard: InheritedGuard
  readonly #living: LivingApp[] = []
  readonly #parts: GuardedMount[] = []
  readonly #apps: MountedGuard[] = []
  #linked: readonly LinkedMount[] | undefined = undefined

  /** `guard` is that of the app that all is mounted in. */
  constructor(guard: InheritedGuard) {
    this.#guard = guard
  }

  /** What is no app. */
  get parts(): readonly MountedPart[] {
    return this.#parts
  }

  /** What is no app, as what begins and ends with the app. */
  get living(): readonly LivingApp[] {
    return this.#living
  }

  addApp(path: string, app: MountedApp, { guard, public: isPublic }: AppMountOptions): void {
    this.places.add(path, app)
    guard.outer = isPublic === true ? undefined : this.#guard
    this.#apps.push({ path, title: app.title, guard, outer: guard.outer })
  }

  addPart(path: string, mounted: Mountable, options: MountOptions): void {
    const part = new GuardedMount(path, mounted, options)
    if (path === '/') this.places.addRoot(part)
    else this.places.add(path, part)
    this.#parts.push(part)
    this.#living.push(livingMountable(mounted))
    this.forget()
  }

  /**
   * Throws `DefinitionError` for an app in two places that differ in who is let in: it has the guard of the last, and the
   * other place would be open without anybody's having said so.
   */
  check(): void {
    for (const { path, title, guard, outer } of this.#apps)
      if (guard.value !== guard.within(outer)) throw mountedTwice(path, title)
  }

  /** The singletons that the guard in front of all parts needs. */
  singletons(overrides: Overrides): DependencyDefinition[] {
    return this.#compiled(overrides).flatMap(({ singletons }) => singletons)
  }

  /** Puts the singletons into the guard. */
  link(overrides: Overrides, valueOf: (definition: DependencyDefinition) => unknown): void {
    for (const mount of this.#compiled(overrides)) mount.link(valueOf)
  }

  /** What was compiled no longer holds. */
  forget(): void {
    this.#linked = undefined
  }

  #compiled(overrides: Overrides): readonly LinkedMount[] {
    return (this.#linked ??= this.#parts.map((part) => part.compile(this.#guard.value, overrides)))
  }
}

function mountedTwice(path: string, title: string): DefinitionError {
  return new DefinitionError({
    code: 'DUPLICATE_ROUTE',
    where: `Mount '${path}'`,
    cause: `the app '${title}' is mounted in another place as well, where another guard is asked, or none`,
    remedy: 'write a function that makes the app, and mount what it makes in each place',
  })
}

/** What is said of an app that is mounted in itself. */
export function mountsItself(path: string): DefinitionError {
  return new DefinitionError({
    code: 'ROUTER_INCLUDES_ITSELF',
    where: `Mount '${path}'`,
    cause: 'an app is mounted in itself, directly or through another one',
    remedy: 'mount each app in one that is not inside it',
  })
}
