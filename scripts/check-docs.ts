import { definitionCodes, problemCodes } from '../packages/vivace/src/errors/catalogue.ts'
import { judgeDocs } from './docs/judge-docs.ts'
import { conclude } from './verdict.ts'

conclude(judgeDocs('.', [...definitionCodes, ...problemCodes]))
