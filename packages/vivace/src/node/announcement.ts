import type { Served } from '../exchange/served.ts'

/**
 * What a person who starts an app reads first.
 *
 *     announcement('http://127.0.0.1:8000', { title: 'Shop', docsPath: '/docs' })
 *     // 'Shop is ready: http://127.0.0.1:8000  (docs: http://127.0.0.1:8000/docs)'
 */
export function announcement(url: string, about: Served['about']): string {
  const ready = about === undefined ? `Ready: ${url}` : `${about.title} is ready: ${url}`
  return about?.docsPath === undefined ? ready : `${ready}  (docs: ${url}${about.docsPath})`
}
