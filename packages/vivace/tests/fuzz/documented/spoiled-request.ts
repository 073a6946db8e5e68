import { type BodyFault, BodyFaults, type JsonPath, replaceAt } from './body-faults.ts'
import type { DocumentJudge } from './document-judge.ts'
import { type TextFault, TextFaults } from './text-faults.ts'
import type { DraftedRequest } from './wire-request.ts'

/** A place in a request that was made wrong. */
export interface Offence {
  readonly what: string
  readonly in: string
  readonly path: JsonPath
  /** How many steps of the path certainly lead to what is wrong; see `BodyFault`. */
  readonly certain: number
}

/** What a problem says of one place. */
export interface Blame {
  readonly in: string
  readonly path: JsonPath
  readonly code: string
}

/** Makes requests wrong, one place or several at a time. */
export class Spoiler {
  readonly #bodies: BodyFaults
  readonly #texts: TextFaults

  constructor(judge: DocumentJudge) {
    this.#bodies = new BodyFaults(judge)
    this.#texts = new TextFaults(judge)
  }

  /** A request with one place made wrong for each of the numbers, where they lead to different places. */
  spoil(
    draft: DraftedRequest,
    choices: readonly number[],
  ): { readonly draft: DraftedRequest; readonly offences: readonly Offence[] } {
    const inTexts = [...draft.texts].flatMap(([parameter, sent]) => this.#texts.of(parameter, sent))
    const offences: Offence[] = []
    const texts = new Map(draft.texts)
    let { body } = draft
    for (const choice of choices) {
      // Half of them in the body, however many there are in the parameters.
      const half = choice >> 1
      const inBody = inTexts.length === 0 || choice % 2 === 0 ? this.#inBody(draft, half) : undefined
      const fault = inBody ?? inTexts[half % inTexts.length]
      if (fault === undefined) continue
      const offence = offenceOf(fault)
      if (offences.some((other) => overlaps(other, offence))) continue
      offences.push(offence)
      if ('parameter' in fault) texts.set(fault.parameter, fault.texts)
      else body = replaceAt(body, fault.path, fault.replacement)
    }
    return { draft: { ...draft, texts, body }, offences }
  }

  #inBody({ operation, body }: DraftedRequest, choice: number): BodyFault | undefined {
    if (operation.body?.mediaType !== 'application/json' || body === undefined) return undefined
    return this.#bodies.pick(operation.body.schema, body, choice)
  }
}

function offenceOf(fault: BodyFault | TextFault): Offence {
  const { what, path } = fault
  return 'parameter' in fault
    ? { what, in: fault.parameter.in, path, certain: path.length }
    : { what, in: 'body', path, certain: fault.certain }
}

// A parameter is sent as a whole: of two faults in one the second would undo the first.
function overlaps(one: Offence, other: Offence): boolean {
  if (one.in !== other.in) return false
  if (one.in !== 'body') return one.path[0] === other.path[0]
  // Of a union of which one thing is wrong, nobody knows what else should hold.
  const [first, second] = [one.path.slice(0, one.certain), other.path.slice(0, other.certain)]
  return leadsTo(first, second) || leadsTo(second, first)
}

function leadsTo(path: JsonPath, longer: JsonPath): boolean {
  return path.length <= longer.length && path.every((key, at) => String(key) === String(longer[at]))
}

/** Whether an offence explains what a problem says. */
export function explains(offence: Offence, blame: Blame): boolean {
  if (offence.in !== blame.in) return false
  if (leadsTo(blame.path, offence.path)) return blame.path.length >= offence.certain
  // What stands there instead may be wrong in more than one way, and what is no object lacks all fields.
  return leadsTo(offence.path, blame.path)
}
