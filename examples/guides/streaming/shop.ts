import { defineError, singleton } from 'vivace'
import * as z from 'zod'

export const OrderOut = z.object({ id: z.int(), total: z.number() })

export const ReportUnknown = defineError({ status: 404, code: 'report-unknown', title: 'No such report' })

type Order = z.output<typeof OrderOut>

/** Stands for a database, with what it was asked. */
export const database = singleton({}, () => {
  const done: string[] = []
  return {
    done,
    async *orders(): AsyncGenerator<Order & { readonly customer: string }> {
      yield { id: 1, total: 10, customer: 'Alice' }
      yield { id: 2, total: 12.5, customer: 'Bob' }
    },
    placeOrder: async (): Promise<Order> => ({ id: 3, total: 7 }),
    sendReceipt: async (id: number): Promise<void> => void done.push(`receipt of ${id}`),
    count: async (name: string): Promise<void> => void done.push(`count ${name}`),
  }
})

export async function findReport(name: string): Promise<readonly Order[] | undefined> {
  return name === 'orders' ? [{ id: 1, total: 10 }] : undefined
}

/** The steps of an import, as they happen. */
export type Importing = AsyncIterable<{ readonly step: number; readonly message: string }>

/** Gives the steps after one of them, until the last or until the signal aborts. */
export async function* importSteps(
  importId: number,
  { after, signal }: { readonly after: number; readonly signal: AbortSignal },
): Importing {
  for (let step = after + 1; step <= 3 && !signal.aborted; step++) {
    yield { step, message: `import ${importId}: part ${step} of 3` }
  }
}
