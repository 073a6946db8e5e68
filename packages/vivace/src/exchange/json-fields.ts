/**
 * The headers of an answer that is JSON and nothing else: one list for all of them, so that what follows knows them
 * by it.
 *
 *     Answer.sharing(200, jsonFields, '{"status":"ok"}')
 */
export const jsonFields: readonly string[] = ['content-type', 'application/json']
