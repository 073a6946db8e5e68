export type { PageLimits } from './check-limits.ts'
export {
  type CursorPage,
  CursorPagination,
  cursorPagination,
  type CursorPaginationNeeds,
  type CursorPaginationOptions,
} from './cursor-pagination.ts'
export { cursorPageOf, pageOf } from './page-of.ts'
export { type Page, Pagination, pagination, type PaginationNeeds } from './pagination.ts'
