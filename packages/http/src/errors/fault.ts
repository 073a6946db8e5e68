import type { UpstreamFault } from './upstream-error.ts'

/** What is wrong, without which call it was. */
export type FaultFacts = Omit<UpstreamFault, 'method' | 'url' | 'hidesPath'>

/** Ends an attempt; whoever counts the attempts makes an `UpstreamError` of it. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly facts: FaultFacts

  constructor(facts: FaultFacts) {
    super(facts.cause)
    this.facts = facts
  }
}
