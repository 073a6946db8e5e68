/** What an element can hold; `undefined` is left out. */
export type Child = Node | string | undefined

/** Attributes by their names in HTML; `true` is an attribute without a value, `false` and `undefined` none. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>

/**
 * Makes an element. Texts become text nodes and never markup: nothing that a document says can run on the page.
 *
 *     element('p', { class: 'description' }, ['<b> is text'])
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    made.setAttribute(attribute, value === true ? '' : value)
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}
