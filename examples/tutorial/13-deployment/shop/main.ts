// #region main
import { serve } from 'vivace/node'
import { app } from './app.ts'

await serve(app) // HOST and PORT say where
// #endregion
