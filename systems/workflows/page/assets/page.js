// Begins runs, follows their events, shows their reports. Texts are set as text: nothing that a model or a source has
// written becomes markup, but for the report, which the server has made HTML of, with everything else escaped.
import { readEvents } from './read-events.js'

const part = (id) => document.getElementById(id)
const [ask, plan] = [part('ask'), part('plan')]
let current

ask.addEventListener('submit', (event) => {
  event.preventDefault()
  void start()
})
ask.addEventListener('change', () => {
  part('approval').hidden = ask.elements.workflow.value !== 'multi-agent'
})
part('stop').addEventListener('click', () => {
  part('stop').disabled = true
  if (current !== undefined) void call('DELETE', current)
})
plan.addEventListener('submit', (event) => {
  event.preventDefault()
  plan.hidden = true
  void call('POST', `${current}/resume`, { json: { approved: event.submitter?.value === 'yes' } })
})
void showProvider()

async function start() {
  const { topic, workflow, require_approval } = ask.elements
  const asked = { topic: topic.value }
  if (workflow.value === 'multi-agent') asked.require_approval = require_approval.checked
  clear()
  const run = await call('POST', workflow.value, { json: asked, headers: { prefer: 'respond-async' } })
  if (run === undefined) return
  current = run.workflow_id
  part('run').hidden = false
  setBusy(true)
  await follow(current)
  setBusy(false)
}

/** Shows events as they come, and goes on after the last one when the connection breaks. */
async function follow(id) {
  let last = 0
  for (let broken = 0; broken < 10;) {
    try {
      const headers = { ...credentials(), 'last-event-id': String(last) }
      const response = await fetch(`${id}/events`, { headers })
      if (!response.ok) return showProblem(await response.json())
      for await (const { event, data } of readEvents(response.body)) {
        last = data.seq
        broken = 0
        if (show(event, data.data)) return showEnd(id)
      }
    } catch {
      part('status').textContent = 'The connection broke. Trying again.'
    }
    broken += 1
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  showProblem({ title: 'The server cannot be reached' })
}

/** Shows one event; true if the run is over with it. */
function show(event, data) {
  if (event === 'step.started') addStep(data)
  if (event === 'step.completed' || event === 'step.failed') endStep(data)
  if (event === 'run.awaiting_approval') showPlan(data.plan ?? [])
  if (!event.startsWith('run.')) return false
  const words = { awaiting_approval: 'waits for you', running: 'is running', queued: 'waits for its turn' }
  const cached = data.cached ? `, from the cache (similarity ${data.cache_similarity})` : ''
  const why = data.error ? `: ${data.error.message}` : ''
  part('status').textContent = `The run ${words[data.status] ?? `is ${data.status}`}${cached}${why}`
  return ['run.completed', 'run.failed', 'run.cancelled'].includes(event)
}

function addStep({ step, name, agent }) {
  const item = document.createElement('li')
  item.id = `step-${step}`
  item.className = 'running'
  item.append(textIn('span', agent, 'facts'), textIn('strong', name))
  part('steps').append(item)
}

function endStep({ step, agent, status, duration_ms, usage, output_preview, error }) {
  const item = part(`step-${step}`)
  if (item === null) return
  item.className = status
  const tokens = usage.prompt_tokens + usage.completion_tokens
  const facts = [agent, `${(duration_ms / 1_000).toFixed(1)} s`, ...(tokens > 0 ? [`${tokens} tokens`] : [])]
  item.querySelector('.facts').textContent = facts.join(' · ')
  item.append(textIn('p', error === null ? (output_preview ?? '') : error.message))
}

function showPlan(steps) {
  part('plan-steps').replaceChildren(...steps.map(({ agent, task }) => textIn('li', `${agent}: ${task}`)))
  plan.hidden = false
  plan.querySelector('button').focus()
}

async function showEnd(id) {
  const report = await fetch(`${id}/report.md`, { headers: credentials() })
  if (!report.ok) return
  const html = await read(`${id}/report.html`)
  const made = new DOMParser().parseFromString(html, 'text/html').querySelector('main')
  part('text').replaceChildren(...made.childNodes)
  const kinds = [
    ['md', 'text/markdown', await report.text()],
    ['html', 'text/html', html],
    ['json', 'application/json', await read(`${id}/report.json`)],
  ]
  part('downloads').replaceChildren(...kinds.map(([ending, type, body]) => download(ending, type, body)))
  part('report').hidden = false
  part('report-title').focus()
}

async function read(path) {
  return (await fetch(path, { headers: credentials() })).text()
}

function download(ending, type, body) {
  const link = textIn('a', `Download ${ending.toUpperCase()}`)
  link.href = URL.createObjectURL(new Blob([body], { type }))
  link.download = `report.${ending}`
  return link
}

async function showProvider() {
  const response = await fetch(ask.dataset.health).catch(() => undefined)
  if (response?.ok !== true) return
  const { is_offline, models_configured } = await response.json()
  part('provider').textContent = is_offline
    ? 'Offline: rules write the texts, for there is no language model. Set OPENAI_API_KEY for one.'
    : `Texts are written by ${models_configured[0]}.`
}

async function call(method, path, { json, headers = {} } = {}) {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...credentials(), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const answer = await response.json()
    if (response.ok) return answer
    showProblem(answer)
  } catch {
    showProblem({ title: 'The server cannot be reached' })
  }
  return undefined
}

function credentials() {
  const key = ask.elements.key.value
  return key === '' ? {} : { 'x-api-key': key }
}

function showProblem({ title, detail, errors = [] }) {
  const reasons = errors.map(({ message }) => message)
  part('problem').textContent = [title, detail, ...reasons].filter((text) => text !== undefined).join('. ')
}

function setBusy(isBusy) {
  part('start').disabled = isBusy
  part('stop').hidden = !isBusy
  part('stop').disabled = false
}

function clear() {
  for (const id of ['run', 'report', 'plan']) part(id).hidden = true
  for (const id of ['steps', 'downloads']) part(id).replaceChildren()
  for (const id of ['problem', 'status', 'text']) part(id).textContent = ''
}

function textIn(tag, text, className) {
  const element = document.createElement(tag)
  element.textContent = text
  if (className !== undefined) element.className = className
  return element
}
