import type { Command } from '../command.ts'
import { asyncapi } from './asyncapi.ts'
import { check } from './check.ts'
import { client } from './client.ts'
import { dev } from './dev.ts'
import { devChild } from './dev-child.ts'
import { openapi } from './openapi.ts'
import { routes } from './routes.ts'
import { start } from './start.ts'

/** Every command; those that begin with `~` are run by others. */
export const commands: readonly Command[] = [dev, start, routes, openapi, asyncapi, client, check, devChild]
