/** Says in every text that no model has written it. */
export const offlineNote =
  'Offline: written by rules from the words that were given; no language model was asked.'

/** A text without the note, so that what is made of it has it once. */
export function withoutNote(text: string): string {
  return text
    .replaceAll(offlineNote, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
