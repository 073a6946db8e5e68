import type { LocalLease } from '../memory/index.ts'
import type { Lookup } from '../shared/index.ts'
import type { Tiers } from './tiers.ts'

/** A value that was just loaded, ready to be kept. */
export interface Loaded {
  readonly text: string
  readonly tags: readonly string[]
  readonly ttl: number
}

/** A load that has begun, whoever does it. */
export interface BegunLoad {
  /** What is kept as it begins. */
  readonly value: string | undefined
  readonly keep: (loaded: Loaded) => Promise<void>
  readonly end: () => void
}

/** Takes the leases under which what is being loaded may be kept. */
export async function beginLoad(tiers: Tiers, place: string): Promise<BegunLoad> {
  const lease = tiers.leases.take(place)
  const known = tiers.recall(place)?.text
  const lookup = await tiers.shared?.lookUp(place)
  let isKept = false
  return {
    value: lookup?.record?.text ?? known,
    keep: async (loaded) => {
      isKept = true
      await keepLoaded(tiers, { loaded, lease, lookup })
    },
    end: () => {
      tiers.leases.giveBack(lease)
      // Others need not wait for what will not come.
      if (!isKept && lookup?.isFirst === true) void tiers.shared?.release(place, lookup.token)
    },
  }
}

/** Keeps what was loaded under these leases where they still hold. */
export async function keepLoaded(
  tiers: Tiers,
  { loaded, lease, lookup }: { loaded: Loaded; lease: LocalLease; lookup: Lookup | undefined },
): Promise<string> {
  const { text, tags, ttl } = loaded
  if (tiers.shared === undefined || lookup === undefined) {
    tiers.keep(loaded, lease)
    return text
  }
  const { token, since } = lookup
  const retention = tiers.retentionOf(ttl)
  const stored = await tiers.shared.store(lease.place, { token, since, text, tags, ttl, retention })
  if (stored === undefined || stored.isKept) tiers.keep(loaded, lease)
  // Another process was faster, after a change that this load may not have seen: theirs is the newer one.
  else if (stored.record !== undefined) tiers.keepRecord(stored.record, lease)
  return text
}
