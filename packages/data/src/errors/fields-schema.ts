import { type MembersSchema, schemaFrom } from 'vivace'

/** What the problem document of a violated constraint has besides the usual members. */
export interface ViolatedFields {
  /** The columns that the constraint is about, by the names of the schema's fields where the schema is known. */
  readonly fields: readonly string[]
}

/** The schema of `ViolatedFields`. */
export const violatedFields: MembersSchema<ViolatedFields> = schemaFrom<ViolatedFields>({
  jsonSchema: {
    type: 'object',
    properties: {
      fields: { type: 'array', items: { type: 'string' }, description: 'The fields that are in conflict.' },
    },
    required: ['fields'],
  },
  validate: (value) => ({ value: value as ViolatedFields }), // only `answeredError` makes it
})
