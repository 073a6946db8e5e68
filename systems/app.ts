import { App, html } from 'vivace'
import { practice } from '@vivace/system-practice'
import * as z from 'zod'
import { startPage } from './start-page.ts'

const { html: page, headers } = startPage([
  {
    path: '/practice',
    title: practice.title,
    summary:
      'The conjugation API of a platform that teaches the Spanish subjunctive: 14,456 verbs, every tense.',
    example: '/api/conjugations/hablar/present_subjunctive',
  },
])

/** Every system of the repository, each mounted with documents of its own, behind one start page. */
export const systems = new App({
  title: 'Vivace systems',
  version: '0.1.0',
  description: 'The systems that are built on Vivace. Each has documents of its own under its path.',
  license: { name: 'MIT', identifier: 'MIT' },
})

systems.get('/', { summary: 'Show the start page', returns: html() }, () => html(page, { headers }))

systems.get(
  '/health',
  { summary: 'Say that the server answers', returns: z.object({ status: z.literal('healthy') }) },
  () => ({ status: 'healthy' }) as const,
)

systems.mount('/practice', practice)
