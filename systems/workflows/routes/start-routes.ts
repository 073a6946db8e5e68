import { body, idempotencyKeys, Router, singleton, dependency } from 'vivace'
import { config } from '../core/config.ts'
import { idempotencyStore } from '../core/idempotency-store.ts'
import { caller } from '../middleware/caller.ts'
import { MultiAgentRequest, ReflectionRequest, ToolResearchRequest } from '../models/requests.ts'
import { MultiAgentRun, ReflectionRun, ToolResearchRun } from '../models/run.ts'
import { multiAgent } from '../workflows/multi-agent.ts'
import { reflection } from '../workflows/reflection.ts'
import { toolResearch } from '../workflows/tool-research.ts'
import { starting } from './starting.ts'

const callerName = dependency({ caller }, ({ caller }) => caller.name)

// A run may take minutes, and its key is held as long.
const idempotency = idempotencyKeys({
  store: idempotencyStore,
  scope: callerName,
  hold: '15m',
  maxSize: '1mb',
})

const withBudget = singleton({ config }, ({ config }) => multiAgent(config.tokenBudget))

const description =
  'Answers when the run has ended. With `Prefer: respond-async` the answer is 202 at once, or after `wait` seconds, and `Location` tells where the run is read. It goes on if the client leaves.'

/** Where runs are begun. */
export const startRoutes = new Router({ tags: ['Workflows'] })

startRoutes.post(
  '/reflection',
  {
    operationId: 'startReflection',
    summary: 'Draft, critique, revise',
    description,
    idempotency,
    inputs: { asked: body(ReflectionRequest), starting },
    returns: { 200: ReflectionRun, 202: ReflectionRun },
  },
  ({ asked, starting }) => starting.start(reflection, asked),
)

startRoutes.post(
  '/tool-research',
  {
    operationId: 'startToolResearch',
    summary: 'Research with arXiv and the web, and report with citations',
    description,
    idempotency,
    inputs: { asked: body(ToolResearchRequest), starting },
    returns: { 200: ToolResearchRun, 202: ToolResearchRun },
  },
  ({ asked, starting }) => starting.start(toolResearch, asked),
)

startRoutes.post(
  '/multi-agent',
  {
    operationId: 'startMultiAgent',
    summary: 'Plan, let agents do the steps, and report',
    description: `${description} With \`require_approval\` it is 202 as soon as the plan waits for a person.`,
    idempotency,
    inputs: { asked: body(MultiAgentRequest), starting, workflow: withBudget },
    returns: { 200: MultiAgentRun, 202: MultiAgentRun },
  },
  ({ asked, starting, workflow }) => starting.start(workflow, asked),
)
