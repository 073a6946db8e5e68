import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OpenApiDocument } from '../../../src/index.ts'
import type { JsonSchema } from '../../../src/schema/index.ts'
import { resolveReference } from './documented-operation.ts'

/** Judges values by the schemas of a document alone, with a validator that knows nothing of us. */
export class DocumentJudge {
  readonly #document: OpenApiDocument
  // `logger: false`: it warns of formats that it does not know; they are listed in its tests.
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, ownProperties: true, logger: false })
  readonly #compiled = new WeakMap<JsonSchema, ValidateFunction>()

  constructor(document: OpenApiDocument) {
    this.#document = document
    addFormats.default(this.#ajv)
  }

  accepts(schema: JsonSchema, value: unknown): boolean {
    return this.#validator(schema)(value)
  }

  /** The keywords that do not hold, with the places where. */
  errorsOf(
    schema: JsonSchema,
    value: unknown,
  ): readonly { readonly keyword: string; readonly place: string }[] {
    const validate = this.#validator(schema)
    validate(value)
    return (validate.errors ?? []).map(({ keyword, instancePath: place }) => ({ keyword, place }))
  }

  /** The schema itself: references are followed. */
  resolve(schema: JsonSchema): JsonSchema {
    const { $ref } = schema
    // A reference in a place for a schema leads to a schema.
    return $ref === undefined ? schema : this.resolve(resolveReference($ref, this.#document) as JsonSchema)
  }

  #validator(schema: JsonSchema): ValidateFunction {
    let validate = this.#compiled.get(schema)
    if (validate === undefined) {
      validate = this.#ajv.compile({ ...schema, components: this.#document.components })
      this.#compiled.set(schema, validate)
    }
    return validate
  }
}
