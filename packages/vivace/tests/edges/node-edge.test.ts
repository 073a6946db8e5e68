import { describeEdge } from './edge-conformance.ts'
import { openNodeEdge } from './node-driver.ts'

describeEdge('the node edge', openNodeEdge)
