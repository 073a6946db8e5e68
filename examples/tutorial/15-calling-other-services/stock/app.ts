// #region app
import { App, defineError, path, singleton } from 'vivace'
import * as z from 'zod'

const Level = z.object({ itemId: z.int(), left: z.int() })
const Busy = defineError({ status: 503, code: 'busy', title: 'Ask again' })
const NoLevel = defineError({ status: 404, code: 'no-level', title: 'There is no such item' })

const shelf = singleton({}, () => ({ levels: new Map([[1, 12]]), isBusy: true }))

export const app = new App({ title: 'Stock', version: '1.0.0' })

app.get(
  '/levels/{itemId}',
  { inputs: { itemId: path(z.int()), shelf }, returns: Level, errors: [Busy, NoLevel] },
  ({ itemId, shelf }) => {
    const { isBusy } = shelf
    shelf.isBusy = false
    if (isBusy) throw new Busy() // the first time that it is asked
    const left = shelf.levels.get(itemId)
    if (left === undefined) throw new NoLevel()
    return { itemId, left }
  },
)
// #endregion
