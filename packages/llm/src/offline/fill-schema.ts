import type { Material } from './material.ts'
import { titleOf } from './write-draft.ts'
import { wordsIn } from './words.ts'

type Node = Readonly<Record<string, unknown>>

/** Where in a value something is filled in. */
interface Spot {
  readonly material: Material
  readonly root: Node
  /** The name of the member. */
  readonly name: string
  /** The place in the list that it is in. */
  readonly at: number
  readonly depth: number
}

const deepest = 12
const usualItems = 3

/**
 * A value that a JSON Schema describes, out of the words of a conversation: names and titles are those of the topic,
 * instructions are the steps of working on it, lists have three items, and choices go through what there is.
 *
 *     fillSchema(schema, material)    // { steps: [{ agent: 'researcher', instruction: 'Collect …' }, …] }
 */
export function fillSchema(schema: Node, material: Material): unknown {
  return filled(schema, { material, root: schema, name: '', at: 0, depth: 0 })
}

function filled(given: unknown, spot: Spot): unknown {
  const node = resolved(given, spot.root)
  if ('const' in node) return node['const']
  if ('default' in node) return node['default']
  const [example] = listOf(node['examples'])
  if (example !== undefined) return example
  const choices = listOf(node['enum'])
  if (choices.length > 0) return choices[spot.at % choices.length]
  const branches = [...listOf(node['anyOf']), ...listOf(node['oneOf'])]
  if (branches.length > 0) return filled(branches.find((one) => !isNull(one)) ?? branches[0], spot)
  const parts = listOf(node['allOf'])
  if (parts.length > 0) return filled(Object.assign({}, node, ...parts, { allOf: undefined }), spot)
  return ofType(node, spot)
}

function ofType(node: Node, spot: Spot): unknown {
  const [type] = listOf(node['type']).length > 0 ? listOf(node['type']) : [node['type']]
  if (type === 'object' || isNode(node['properties'])) return filledObject(node, spot)
  if (type === 'array') return filledList(node, spot)
  if (type === 'integer' || type === 'number') return filledNumber(node, spot)
  if (type === 'boolean') return false
  return type === 'null' ? null : filledText(node, spot)
}

function filledObject({ properties, required }: Node, spot: Spot): unknown {
  const demanded = listOf(required)
  const isWanted = (name: string): boolean => demanded.includes(name) || spot.depth < 2
  const members = Object.entries(isNode(properties) ? properties : {}).filter(([name]) => isWanted(name))
  if (spot.depth >= deepest) return {}
  return Object.fromEntries(
    members.map(([name, member]) => [name, filled(member, { ...spot, name, depth: spot.depth + 1 })]),
  )
}

function filledList({ items, prefixItems, minItems, maxItems }: Node, spot: Spot): unknown[] {
  if (spot.depth >= deepest) return []
  const fixed = listOf(prefixItems)
  if (fixed.length > 0) return fixed.map((item, at) => filled(item, { ...spot, at, depth: spot.depth + 1 }))
  const count = Math.min(Math.max(usualItems, numberOf(minItems) ?? 0), numberOf(maxItems) ?? usualItems)
  return Array.from({ length: Math.min(count, 100) }, (_, at) =>
    filled(items ?? {}, { ...spot, at, depth: spot.depth + 1 }),
  )
}

function filledNumber(node: Node, { name, at }: Spot): number {
  const above = numberOf(node['exclusiveMinimum'])
  const least = numberOf(node['minimum']) ?? (above === undefined ? undefined : above + 1)
  const most = numberOf(node['maximum']) ?? numberOf(node['exclusiveMaximum'])
  const step = numberOf(node['multipleOf']) ?? 1
  const wanted = /index|number|order|step|^id$/.test(name) ? at + 1 : (least ?? 0)
  const bounded = Math.max(least ?? -Infinity, Math.min(wanted, most ?? Infinity))
  return Math.ceil(bounded / step) * step
}

function filledText(node: Node, { material, name, at }: Spot): string {
  const topic = titleOf(material.topic)
  const least = numberOf(node['minLength']) ?? 0
  const most = numberOf(node['maxLength']) ?? Infinity
  const ready = formats[String(node['format'])] ?? textFor(name.toLowerCase(), { topic, at, material })
  const long = ready.length >= least ? ready : ready.padEnd(least, ` ${ready}`)
  return long.slice(0, most)
}

const formats: Readonly<Record<string, string | undefined>> = {
  date: '1970-01-01',
  'date-time': '1970-01-01T00:00:00Z',
  email: 'offline@example.com',
  time: '00:00:00Z',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

interface Wanted {
  readonly topic: string
  readonly at: number
  readonly material: Material
}

function textFor(name: string, { topic, at, material }: Wanted): string {
  const steps = [
    `Collect what is known about ${topic}.`,
    `Write down what was found about ${topic}, with its sources.`,
    `Check the text about ${topic}, and shorten it.`,
  ]
  if (/title|heading|topic|subject/.test(name)) return topic
  if (/quer|search|keyword|term|tag/.test(name)) return wordsIn(topic)[at]?.text ?? topic
  if (/question/.test(name)) return `What is known about ${topic}?`
  if (/instruction|task|action|goal|description|step|detail|todo/.test(name))
    return steps[at % steps.length] ?? topic
  if (/reason|why|rationale/.test(name)) return 'Chosen by rules; no language model was asked.'
  return material.sources[at]?.title ?? topic
}

function resolved(given: unknown, root: Node): Node {
  let node = isNode(given) ? given : {}
  for (let step = 0; step < deepest && typeof node['$ref'] === 'string'; step += 1) {
    const path = node['$ref'].split('/').slice(1)
    const target = path.reduce<unknown>(
      (at, part) => (isNode(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      root,
    )
    node = isNode(target) ? target : {}
  }
  return node
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNull = (value: unknown): boolean => isNode(value) && value['type'] === 'null'
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
