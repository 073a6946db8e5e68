import * as fc from 'fast-check'
import { seed } from './fuzz-settings.ts'

// Runs before each test file (vitest.config.ts): every property draws the same values on every submission.
fc.configureGlobal({ seed })
