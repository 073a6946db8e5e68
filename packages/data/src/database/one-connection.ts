import { AsyncLocalStorage } from 'node:async_hooks'
import type { Engine } from '../engine/engine.ts'

/** A transaction that holds the only connection of an engine, and the one around it, of another engine. */
interface Holder {
  readonly engine: Engine
  readonly outer: Holder | undefined
  isOpen: boolean
}

const holders = new AsyncLocalStorage<Holder>()

/**
 * A query from outside a transaction, by code that runs inside of it, on an engine with one connection: each would wait for
 * the other. Use the transaction for everything in it.
 */
export class QueryOutsideTransaction extends Error {
  override readonly name = 'QueryOutsideTransaction'

  constructor() {
    super(
      'The database was queried inside of database.transaction(), but not through the transaction: it has one connection, ' +
        'which the transaction holds, so that each would wait for the other for ever. To fix it, use what ' +
        'the callback is given: database.transaction(async (transaction) => transaction.select()…).',
    )
  }
}

/** Whether a transaction leaves no connection for anybody else. */
export function hasOneConnection(engine: Engine): boolean {
  return engine.stats.max === undefined ? engine.kind === 'embedded' : engine.stats.max === 1
}

/** Runs the work of a transaction so that a query past it is found out at once. */
export async function holding<Result>(engine: Engine, work: () => Promise<Result>): Promise<Result> {
  if (!hasOneConnection(engine)) return work()
  const holder: Holder = { engine, outer: holders.getStore(), isOpen: true }
  try {
    // A query of Drizzle runs when its `then` is called, and `await` calls it outside.
    return await holders.run(
      holder,
      () => new Promise<Result>((resolve, reject) => void work().then(resolve, reject)),
    )
  } finally {
    // What the work has left running may query again.
    holder.isOpen = false
  }
}

/** Throws `QueryOutsideTransaction` where the caller holds the only connection. */
export function refuseOutside(engine: Engine): void {
  for (let holder = holders.getStore(); holder !== undefined; holder = holder.outer)
    if (holder.isOpen && holder.engine === engine) throw new QueryOutsideTransaction()
}
