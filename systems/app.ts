import { App, html } from 'vivace'
import { practice } from '@vivace/system-practice'
import { createWorkflows } from '@vivace/system-workflows'
import * as z from 'zod'
import { startPage } from './start-page.ts'

const workflows = createWorkflows({ prefix: '' })

const { html: page, headers } = startPage([
  {
    path: '/practice',
    title: practice.title,
    summary:
      'The conjugation API of a platform that teaches the Spanish subjunctive: 14,456 verbs, every tense.',
    example: '/api/conjugations/hablar/present_subjunctive',
  },
  {
    path: '/workflows',
    title: workflows.title,
    summary:
      'Texts by reflection, research with cited sources, plans of several agents: long work, watched live. Without a key it works offline.',
    example: '/',
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
systems.mount('/workflows', workflows)
