import { describeAnswers } from './conformance-answers.ts'
import { describeBodies } from './conformance-bodies.ts'
import { describeRequests } from './conformance-requests.ts'
import { describeStreams } from './conformance-streams.ts'
import type { OpenEdge } from './edge-driver.ts'
import { edgeHarness } from './edge-harness.ts'

/** What every edge does, whatever it stands on. */
export function describeEdge(name: string, openEdge: OpenEdge): void {
  const harness = edgeHarness(openEdge)
  describeRequests(name, harness)
  describeBodies(name, harness)
  describeAnswers(name, harness)
  describeStreams(name, harness)
}
