import { openDrizzleStores } from './open-stores.ts'
import { storesConformance } from './stores-conformance.ts'

storesConformance('drizzleAuth() over the embedded database', () => openDrizzleStores('memory:'))
