import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './scripts/summary-reporter.ts'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^vivace$/, replacement: source('./packages/vivace/src/index.ts') },
      { find: /^vivace\/(.*)$/, replacement: source('./packages/vivace/src/$1/index.ts') },
      { find: /^@vivace\/system-(.*)$/, replacement: source('./systems/$1/app.ts') },
      { find: /^@vivace\/([^/]+)$/, replacement: source('./packages/$1/src/index.ts') },
      { find: /^@vivace\/([^/]+)\/(.*)$/, replacement: source('./packages/$1/src/$2/index.ts') },
    ],
  },
  test: {
    include: ['{packages,systems,examples,scripts}/**/*.test.ts', 'benchmarks/{,types/,scale/**/}*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: ['packages/vivace/tests/fuzz/seed-properties.ts'],
    // Zod and the rest warm up on first use; a slow shared machine must not fail a test.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default', new SummaryReporter()],
    coverage: {
      include: ['packages/*/src/**/*.ts'],
      // What `npm create` runs is run in processes of its own; fixtures are what tests are made of.
      exclude: ['**/*.test.ts', '**/generated/**', 'packages/{create-vivace,fixtures}/**'],
      reporter: ['text', 'html'],
    },
  },
})
