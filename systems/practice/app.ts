import { App } from 'vivace'
import { conjugationRoutes } from './api/routes/conjugations.ts'
import { verbRoutes } from './api/routes/verbs.ts'
import { Health } from './schemas/health.ts'

/** Spanish subjunctive practice: so far its conjugation API. */
export const practice = new App({
  title: 'Spanish Subjunctive Practice API',
  version: '1.0.0',
  description: 'API for Spanish subjunctive learning platform',
  license: { name: 'MIT', identifier: 'MIT' },
  tags: [
    {
      name: 'Conjugations',
      description: 'The forms of 14,456 verbs, and the way back from a form to its verb.',
    },
    { name: 'Verbs', description: 'The verbs of the dictionary.' },
    { name: 'Operations', description: 'For those who run the service.' },
  ],
})

practice.include(conjugationRoutes, { prefix: '/api/conjugations', tags: ['Conjugations'] })
practice.include(verbRoutes, { prefix: '/api/verbs', tags: ['Verbs'] })

practice.get(
  '/health',
  {
    operationId: 'readHealth',
    summary: 'Say that the service answers',
    tags: ['Operations'],
    returns: Health,
  },
  () => ({ status: 'healthy' }) as const,
)
