import type { Lookup } from '../shared/index.ts'
import type { Loaded } from './begin-load.ts'
import type { Tiers } from './tiers.ts'

/**
 * Writes to the source and keeps what it has then.
 *
 * What was kept is removed beforehand, and a lease is left in its place. If it is still there when the source has been
 * written, the new value is kept; if not, somebody else has written or read meanwhile, nobody knows whose value the
 * source has, and nothing is kept. So two writers at once never leave the older value behind.
 */
export async function writeThrough(
  tiers: Tiers,
  place: string,
  write: () => Promise<Loaded>,
): Promise<Loaded> {
  const change = { places: [place] }
  tiers.invalidateHere(change)
  const lookup = await tiers.shared?.invalidate(change, true)
  tiers.invalidateHere(change)
  const lease = tiers.leases.take(place)
  try {
    const loaded = await write()
    if ((await isKeptByAll(tiers, { place, loaded, lookup })) && lease.allows(loaded.tags))
      keepInstead(tiers, place, loaded)
    else await tiers.invalidate(change)
    return loaded
  } catch (error) {
    // It may have been written all the same: an answer that is lost on its way says nothing.
    await tiers.invalidate(change)
    throw error
  } finally {
    tiers.leases.giveBack(lease)
  }
}

/** Keeps a value whatever stands at its place, and tells the other processes. */
export async function put(tiers: Tiers, place: string, loaded: Loaded): Promise<void> {
  const { text, tags, ttl } = loaded
  tiers.invalidateHere({ places: [place] })
  const lease = tiers.leases.take(place)
  try {
    await tiers.shared?.store(place, { text, tags, ttl, retention: tiers.retentionOf(ttl) })
    if (lease.allows(tags)) keepInstead(tiers, place, loaded)
  } finally {
    tiers.leases.giveBack(lease)
  }
}

async function isKeptByAll(
  { shared, retentionOf }: Tiers,
  { place, loaded, lookup }: { place: string; loaded: Loaded; lookup: Lookup | undefined },
): Promise<boolean> {
  if (shared === undefined || lookup === undefined) return true
  const { text, tags, ttl } = loaded
  const { token, since } = lookup
  const stored = await shared.store(place, { token, since, text, tags, ttl, retention: retentionOf(ttl) })
  return stored === undefined || stored.isKept
}

// What others are loading at this moment may be older: their leases end, and nothing comes in between.
function keepInstead(tiers: Tiers, place: string, loaded: Loaded): void {
  tiers.invalidateHere({ places: [place] })
  const lease = tiers.leases.take(place)
  tiers.keep(loaded, lease)
  tiers.leases.giveBack(lease)
}
