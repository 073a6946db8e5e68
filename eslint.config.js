import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { vivaceRules } from './scripts/lint-rules/index.js'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message:
    'Export by name: a name can be searched, and is the same everywhere. Only configurations are default exports.',
}

/** What is named only to be left out begins with an underscore: `infer _Return`. */
const unused = { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' }

/** Sizes: CONTRIBUTING.md, "Sizes". Blank lines and comments count: what a reader scrolls through is the size. */
const sizes = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 60 }],
  'max-depth': ['error', 4],
  '@typescript-eslint/max-params': ['error', { max: 3 }],
}

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/generated/',
    '**/node_modules/',
    'packages/vivace/tests/type-errors/',
    'benchmarks/results/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js}'],
    extends: [tseslint.configs.base],
    plugins: { vivace: vivaceRules },
    rules: {
      ...sizes,
      'no-restricted-syntax': ['error', noDefaultExport],
      'vivace/banned-names': 'error',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'vivace/as-says-why': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      // What was caught is passed on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A handler, a dependency or an edge may have to be asynchronous without awaiting anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'vivace/documented-export': 'error' },
  },
  {
    files: ['**/*.test.ts', 'packages/*/tests/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      // `await response.json()` is `any`; what a test does with it is its assertion.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // A handler under test can be of any shape, and vitest's matchers are methods read without a call.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // The benchmarks are a project of their own, with the other frameworks installed beside it.
  { files: ['benchmarks/**/*.ts'], extends: [tseslint.configs.disableTypeChecked] },
  // Programs talk to their user; a library and a server talk to their log.
  {
    files: ['scripts/**', 'benchmarks/**', 'examples/**', 'systems/**/main.ts', '**/*.test.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
)
