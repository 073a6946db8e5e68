import { dependency, header, singleton } from 'vivace'
import * as z from 'zod'

const tenant = dependency({ tenant: header(z.string()) }, ({ tenant }) => tenant)

export const pool = singleton({ tenant }, ({ tenant }) => `pool of ${tenant}`)
