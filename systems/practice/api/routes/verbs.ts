import { query, Router } from 'vivace'
import { cacheable } from '../../core/cacheable.ts'
import { dictionary } from '../../core/dictionary.ts'
import { VerbFilter, VerbPage } from '../../schemas/verb.ts'
import { listVerbs } from '../../services/conjugation/verb-list.ts'

/** The verbs of the dictionary. */
export const verbRoutes = new Router({ dependencies: [cacheable] })

verbRoutes.get(
  '',
  {
    operationId: 'listVerbs',
    summary: 'List verbs',
    description: 'In Spanish alphabetical order, a page at a time; `total` counts those on all pages.',
    inputs: { filter: query.model(VerbFilter), dictionary },
    returns: VerbPage,
  },
  ({ filter, dictionary: verbs }) => listVerbs(verbs, filter),
)
