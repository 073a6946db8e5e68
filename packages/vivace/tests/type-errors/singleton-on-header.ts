import { header, singleton } from 'vivace'
import * as z from 'zod'

export const pool = singleton({ tenant: header(z.string()) }, ({ tenant }) => `pool of ${tenant}`)
