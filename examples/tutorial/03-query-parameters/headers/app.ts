import { App, cookie, header } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region one
app.get(
  '/start',
  {
    inputs: {
      userAgent: header(z.string().optional()), // user-agent
      retries: header(z.int().min(0).default(0), { name: 'x-retry-count' }),
      languages: header(z.array(z.string()).default([]), { name: 'accept-language' }),
      theme: cookie(z.enum(['light', 'dark']).default('light')),
    },
  },
  (values) => values,
)
// #endregion

// #region model
const Trace = z.object({ traceparent: z.string(), tracestate: z.string().optional() })

app.get('/trace', { inputs: { trace: header.model(Trace) } }, ({ trace }) => trace)
// #endregion
