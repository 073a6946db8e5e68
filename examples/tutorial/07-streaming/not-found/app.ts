import { App, defineError, path, stream } from 'vivace'
import * as z from 'zod'

const reports = new Map([['orders', ['id,total\n', '1,40\n']]])

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region route
const NoReport = defineError({ status: 404, code: 'no-report', title: 'There is no such report' })

app.get(
  '/reports/{name}',
  { inputs: { name: path(z.string()) }, returns: stream('text/csv'), errors: [NoReport] },
  async function* ({ name }) {
    const report = reports.get(name)
    if (report === undefined) throw new NoReport()
    yield* report
  },
)
// #endregion
