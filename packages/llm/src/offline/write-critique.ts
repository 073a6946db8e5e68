import { findFaults, rules } from './find-faults.ts'
import type { Material } from './material.ts'
import { offlineNote } from './offline-note.ts'

/**
 * What is wrong with a draft, as a list that a revision can go by.
 *
 *     writeCritique(materialOf(messages))
 */
export function writeCritique(material: Material): string {
  const faults = findFaults(material)
  const list = faults.map(({ rule, says }, at) => `${at + 1}. ${rule}: ${says}`)
  const found = list.length === 0 ? [`None of the rules is broken: ${rules.join(', ')}.`] : [list.join('\n')]
  return ['## Critique', offlineNote, ...found].join('\n\n')
}
