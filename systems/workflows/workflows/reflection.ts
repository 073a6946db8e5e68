import { critic, draftWriter, reviser } from '../agents/writers.ts'
import type { ReflectionRequest } from '../models/requests.ts'
import type { Workflow } from './workflow.ts'

/** A draft, its critique, and its revision: three calls, one after the other. */
export const reflection: Workflow<'reflection', Omit<ReflectionRequest, 'topic'>> = {
  type: 'reflection',
  promptVersion: 1,

  async execute(topic, { draft_model, reflection_model, revision_model, temperature }, { ask }) {
    const draft = await ask(draftWriter, { topic }, { name: 'draft', model: draft_model, temperature })
    if (!draft.ok) return { status: 'failed', error: draft.error }
    const written = { draft: draft.value, reflection: null, revised: null }

    const judged = { topic, draft: draft.value }
    const critique = await ask(critic, judged, { name: 'reflection', model: reflection_model, temperature })
    if (!critique.ok) return { status: 'partial', result: written, error: critique.error }
    const reflected = { ...written, reflection: critique.value }

    const given = { ...judged, critique: critique.value }
    const revised = await ask(reviser, given, { name: 'revision', model: revision_model, temperature })
    if (!revised.ok) return { status: 'partial', result: reflected, error: revised.error }
    return { status: 'completed', result: { ...reflected, revised: revised.value }, isKept: true }
  },
}
