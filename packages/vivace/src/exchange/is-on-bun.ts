/** Whether Bun runs this: what is fast on V8 is not always fast on its JavaScriptCore. */
export const isOnBun: boolean = 'Bun' in globalThis
