import { type FakeCall, fakeLlm, type FakeReply } from '@vivace/llm/testing'
import { providerConformance } from './conformance.ts'
import { openLlm } from './fixtures/open-llm.ts'

providerConformance({ name: 'the offline provider', open: () => openLlm() })

/** A model that is as simple as it can be. */
function answerTo({ body }: FakeCall): FakeReply {
  const messages = JSON.stringify(body['messages'])
  if (body['tools'] !== undefined && !messages.includes('"tool"'))
    return { toolCalls: [{ name: 'search', arguments: { query: 'AI ethics' } }] }
  const format = JSON.stringify(body['response_format'] ?? '')
  if (format.includes('steps'))
    return JSON.stringify({ title: 'AI ethics', steps: [{ agent: 'writer', instruction: 'Write.' }] })
  if (format.includes('value')) return '{"value":["bias","fairness"]}'
  return { text: 'A draft on the ethics of machines.', tokenPause: 1 }
}

providerConformance({
  name: 'an endpoint',
  open: async () => {
    const endpoint = await fakeLlm()
    endpoint.always(answerTo)
    const opened = await openLlm({}, { settings: endpoint.settings })
    return {
      llm: opened.llm,
      [Symbol.asyncDispose]: async () => {
        await opened[Symbol.asyncDispose]()
        await endpoint.close()
      },
    }
  },
})
