/** The practice system, as `npm start` runs it, on the port that the benchmark asks for. */
import { practice } from '@vivace/system-practice'
import { serve } from 'vivace/node'

await serve(practice, { port: Number(process.env['PORT']), host: '127.0.0.1' })
