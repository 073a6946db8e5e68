import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testClient, type TestClient } from 'vivace/testing'
import { practice } from './app.ts'
import type { Conjugation } from './services/conjugation/conjugation.ts'
import type { ConjugationTable } from './services/conjugation/conjugations.ts'
import type { VerbPage } from './services/conjugation/verb-list.ts'

let client: TestClient

beforeAll(async () => {
  client = await testClient(practice)
})
afterAll(() => client.close())

interface Problem {
  readonly code: string
  readonly nearest?: readonly string[]
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly code: string }[]
}

async function get<Body>(path: string, status = 200): Promise<Body> {
  const answer = await client.get(path)
  expect([path, answer.status]).toEqual([path, status])
  expect(answer.headers.get('content-type')).toBe(
    status < 400 ? 'application/json' : 'application/problem+json',
  )
  return answer.json<Body>()
}

const forms = async (path: string): Promise<string> =>
  (await get<Conjugation>(`/api/conjugations/${path}`)).forms.map((form) => form ?? '-').join(' ')

describe('GET /api/conjugations/{verb}/{tense}', () => {
  it('answers hablar in the present subjunctive', async () => {
    expect(await get('/api/conjugations/hablar/present_subjunctive')).toEqual({
      verb: 'hablar',
      tense: 'present_subjunctive',
      name: 'presente de subjuntivo',
      region: 'castellano',
      model: 'hablar',
      persons: ['yo', 'tú', 'él/ella/usted', 'nosotros', 'vosotros', 'ellos/ellas/ustedes'],
      forms: ['hable', 'hables', 'hable', 'hablemos', 'habléis', 'hablen'],
      irregular: false,
      regularity: 'regular',
      alternatives: [],
    })
  })

  it.each([
    ['ser', 'sea seas sea seamos seáis sean'],
    ['ir', 'vaya vayas vaya vayamos vayáis vayan'],
    ['haber', 'haya hayas haya hayamos hayáis hayan'],
    ['saber', 'sepa sepas sepa sepamos sepáis sepan'],
    ['dar', 'dé des dé demos deis den'],
    ['estar', 'esté estés esté estemos estéis estén'],
    ['caber', 'quepa quepas quepa quepamos quepáis quepan'],
    ['jugar', 'juegue juegues juegue juguemos juguéis jueguen'],
    ['dormir', 'duerma duermas duerma durmamos durmáis duerman'],
    ['o%C3%ADr', 'oiga oigas oiga oigamos oigáis oigan'],
    ['huir', 'huya huyas huya huyamos huyáis huyan'],
  ])('answers %s as %s', async (verb, expected) => {
    expect(await forms(`${verb}/present_subjunctive`)).toBe(expected)
  })

  it.each([
    ['hablar/imperfect_subjunctive_ra', 'hablara hablaras hablara habláramos hablarais hablaran'],
    ['hablar/imperfect_subjunctive_se', 'hablase hablases hablase hablásemos hablaseis hablasen'],
    ['ser/imperfect_subjunctive_ra', 'fuera fueras fuera fuéramos fuerais fueran'],
    ['ir/imperfect_subjunctive_ra', 'fuera fueras fuera fuéramos fuerais fueran'],
    ['o%C3%ADr/imperfect_subjunctive_ra', 'oyera oyeras oyera oyéramos oyerais oyeran'],
    ['caer/imperfect_subjunctive_ra', 'cayera cayeras cayera cayéramos cayerais cayeran'],
    ['huir/imperfect_subjunctive_ra', 'huyera huyeras huyera huyéramos huyerais huyeran'],
    ['dormir/imperfect_subjunctive_ra', 'durmiera durmieras durmiera durmiéramos durmierais durmieran'],
    ['usucapir/present_subjunctive', '- - - - - -'],
    ['hablar/present_indicative?region=voseo', 'hablo hablás habla hablamos hablan hablan'],
  ])('answers %s as %s', async (path, expected) => {
    expect(await forms(path)).toBe(expected)
  })

  it('answers -ra and -se together when neither is asked for', async () => {
    const { forms: first, alternatives } = await get<Conjugation>(
      '/api/conjugations/hablar/imperfect_subjunctive',
    )
    expect(first[3]).toBe('habláramos')
    expect(alternatives.map(({ kind, forms: [, , , fourth] }) => [kind, fourth])).toEqual([
      ['se', 'hablásemos'],
    ])
  })

  it('answers 404 with the nearest verbs for one it does not know', async () => {
    const problem = await get<Problem>('/api/conjugations/xyzar/present_subjunctive', 404)
    expect(problem).toMatchObject({ code: 'verb-unknown', status: 404, title: 'Unknown verb' })
    expect(problem.nearest).toHaveLength(5)
    expect(JSON.stringify(problem)).not.toContain('xyzar')
  })

  it('answers 404 without a suggestion for what resembles no verb', async () => {
    const problem = await get<Problem>(`/api/conjugations/${'z'.repeat(40)}/present_subjunctive`, 404)
    expect(problem).toMatchObject({ nearest: [], detail: 'The dictionary has nothing like it.' })
  })

  it.each(['oir', 'OIR', 'Oir'])('answers %s with a suggestion of oír', async (verb) => {
    const { nearest } = await get<Problem>(`/api/conjugations/${verb}/present_subjunctive`, 404)
    expect(nearest).toEqual(['oír'])
  })

  it('takes a verb in capitals that has its accents', async () => {
    expect((await get<Conjugation>('/api/conjugations/O%C3%8DR/present_subjunctive')).verb).toBe('oír')
  })

  it('answers 422 and names every failing input', async () => {
    const { code, errors } = await get<Problem>(
      `/api/conjugations/${'a'.repeat(41)}/aorist?region=latin`,
      422,
    )
    expect(code).toBe('validation-failed')
    expect(errors?.map((error) => `${error.in}${error.pointer}`).sort()).toEqual([
      'path/tense',
      'path/verb',
      'query/region',
    ])
  })
})

describe('GET /api/conjugations/{verb}', () => {
  it('answers every tense', async () => {
    const table = await get<ConjugationTable>('/api/conjugations/dormir?region=canarias')
    expect(table).toMatchObject({ verb: 'dormir', region: 'canarias', irregular: true, gerund: 'durmiendo' })
    expect(table.conjugations).toHaveLength(20)
    expect(table.conjugations.find(({ tense }) => tense === 'perfect_subjunctive')?.forms[4]).toBe(
      'hayan dormido',
    )
  })

  it('answers 404 with the nearest verbs for one it does not know', async () => {
    expect(await get<Problem>('/api/conjugations/hablra', 404)).toMatchObject({ code: 'verb-unknown' })
    expect((await get<Problem>('/api/conjugations/hables', 404)).nearest?.[0]).toBe('hablar')
  })
})

describe('GET /api/conjugations/lookup', () => {
  it('finds verb, tense and person of a form', async () => {
    expect(await get('/api/conjugations/lookup?form=hables')).toEqual({
      form: 'hables',
      region: 'castellano',
      accents: 'strict',
      matches: [
        {
          verb: 'hablar',
          tense: 'present_subjunctive',
          name: 'presente de subjuntivo',
          person: 'tú',
          form: 'hables',
          exact: true,
        },
      ],
    })
  })

  it('looks over accents when it may, and says so', async () => {
    expect(await get('/api/conjugations/lookup?form=hableis')).toMatchObject({ matches: [] })
    expect(await get('/api/conjugations/lookup?form=hableis&accents=lenient')).toMatchObject({
      matches: [{ verb: 'hablar', form: 'habléis', exact: false }],
    })
  })

  it('takes forms of several words', async () => {
    expect(await get('/api/conjugations/lookup?form=hubiera+hablado&region=voseo')).toMatchObject({
      matches: [{ tense: 'pluperfect_subjunctive_ra', person: 'yo' }, { person: 'él/ella/usted' }],
    })
  })

  it('demands a form', async () => {
    const { errors } = await get<Problem>('/api/conjugations/lookup', 422)
    expect(errors).toMatchObject([{ in: 'query', pointer: '/form', code: 'missing' }])
  })
})

describe('GET /api/verbs', () => {
  it('answers a hundred at most, in alphabetical order, with the total', async () => {
    const first = await get<VerbPage>('/api/verbs')
    expect(first).toMatchObject({ total: 14_456, skip: 0, limit: 100 })
    expect(first.verbs).toHaveLength(100)
    const second = await get<VerbPage>('/api/verbs?skip=99&limit=2')
    expect(second.verbs[0]).toEqual(first.verbs[99])
    expect(await get<Problem>('/api/verbs?limit=101', 422)).toMatchObject({ errors: [{ pointer: '/limit' }] })
    expect(await get<Problem>('/api/verbs?skip=-1', 422)).toMatchObject({ errors: [{ pointer: '/skip' }] })
  })

  it('keeps to what is asked for', async () => {
    const page = await get<VerbPage>('/api/verbs?q=dorm&irregular=true&model=dormir')
    expect(page.verbs.map(({ verb }) => verb)).toEqual([
      'adormir',
      'adormirse',
      'dormir',
      'dormirse',
      'entredormirse',
    ])
    expect(
      (await get<VerbPage>('/api/verbs?q=dorm&irregular=false')).verbs.map(({ verb }) => verb),
    ).not.toContain('dormir')
  })
})

describe('what every answer has', () => {
  it('may be kept for a day if it is right, and never if it is not', async () => {
    const kept = ['/api/conjugations/hablar', '/api/conjugations/lookup?form=hables', '/api/verbs?limit=1']
    for (const path of kept) {
      expect((await client.get(path)).headers.get('cache-control')).toBe('public, max-age=86400')
    }
    for (const path of ['/api/conjugations/xyzar', '/api/verbs?limit=0', '/health', '/nowhere']) {
      expect((await client.get(path)).headers.get('cache-control')).toBe('no-store')
    }
  })

  it('is what HEAD answers, without the body', async () => {
    const path = '/api/conjugations/hablar/present_subjunctive'
    const [got, head] = [await client.get(path), await client.head(path)]
    expect(head.status).toBe(200)
    expect(head.bytes()).toHaveLength(0)
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers))
  })

  it('is 405 with the methods that there are for any other', async () => {
    const answer = await client.post('/api/verbs', { json: {} })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})

describe('GET /health', () => {
  it('is healthy', async () => {
    expect(await get('/health')).toEqual({ status: 'healthy' })
  })
})
