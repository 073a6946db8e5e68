import { judgeChangelog } from './changelog.ts'
import { conclude } from './verdict.ts'

// Another repository: tsx scripts/check-changelog.ts <root>
conclude(await judgeChangelog(process.argv[2] ?? '.'))
