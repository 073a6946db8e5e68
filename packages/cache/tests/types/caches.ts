import type { Caches, Namespace, NamespaceCache } from '@vivace/cache'
import { expectTypeOf } from 'vitest'
import type { ZodObject, ZodString } from 'zod'

// Compiled and never run: `npm run compile` fails where it is not so.
export function cases(): void {
  expectTypeOf<Caches<{ profiles: Namespace<ZodString, ZodObject> }>>().toEqualTypeOf<{
    readonly profiles: NamespaceCache<ZodString, ZodObject>
  }>()
}
