import { asSaysWhy } from './as-says-why.js'
import { bannedNames } from './banned-names.js'
import { documentedExport } from './documented-export.js'

/** Habits of this codebase that no published rule checks. @type {import('eslint').ESLint.Plugin} */
export const vivaceRules = {
  rules: { 'as-says-why': asSaysWhy, 'banned-names': bannedNames, 'documented-export': documentedExport },
}
