export { isCanonicalPath } from './canonical-path.ts'
export { parsePathTemplate, type PathParameterName, type PathTemplate } from './path-template.ts'
export { RouteTable, type RouteMatch } from './route-table.ts'
