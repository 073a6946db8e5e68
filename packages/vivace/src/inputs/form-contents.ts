import type { UploadedFile } from './uploaded-file.ts'

/** The parsed form of a request, by the names of its fields. */
export interface FormContents {
  /** Text fields, JSON among them, with every value that was sent. */
  readonly texts: ReadonlyMap<string, readonly string[]>
  readonly files: ReadonlyMap<string, readonly UploadedFile[]>
  /** The names of files that no input names; they are not kept. */
  readonly unknownFiles: ReadonlySet<string>
}

/** What the reader of a form is told of one of its fields. */
export interface FormField {
  readonly name: string
  /** What its parts are: `json` may come with a file name, as browsers send a `Blob`. */
  readonly reads: 'text' | 'json' | 'file'
  /** The most bytes of one file. */
  readonly maxSize?: number
}

/** The form of a request that has none. */
export const emptyForm: FormContents = {
  texts: new Map(),
  files: new Map(),
  unknownFiles: new Set(),
}
