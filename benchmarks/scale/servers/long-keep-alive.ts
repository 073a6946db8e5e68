/**
 * Loaded before a server: its idle connections are kept for a minute, as behind a balancer. The same for every
 * server, whatever it calls the option.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'

const channel = 'http.server.request.start'

const lengthen = (message: unknown): void => {
  // What Node publishes on this channel, see its documentation of diagnostics_channel.
  const { server } = message as { readonly server: Server }
  server.keepAliveTimeout = 60_000
  unsubscribe(channel, lengthen)
}

subscribe(channel, lengthen)
