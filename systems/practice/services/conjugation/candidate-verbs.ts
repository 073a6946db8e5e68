import { withoutAccents } from './spelling.ts'
import { stemsBehind } from './stem-changes.ts'

/** The endings of every tense, person and region, without accents. */
const endings = new Set([
  // present and imperative; none at all: ten, pon, sal, haz
  ...words('o as a amos ais an es e emos eis en is imos ad ed id oy'),
  '',
  // imperfect indicative
  ...words('aba abas abamos abais aban ia ias iamos iais ian'),
  // preterite
  ...words('aste asteis aron i iste io isteis ieron eron'),
  // future and conditional, with and without the vowel of the infinitive
  ...words('are aras ara aremos areis aran aria arias ariamos ariais arian'),
  ...words('ere eras era eremos ereis eran eria erias eriamos eriais erian'),
  ...words('ire iras ira iremos ireis iran iria irias iriamos iriais irian'),
  ...words('re ras ra remos reis ran ria rias riamos riais rian'),
  // imperfect and future subjunctive
  ...words('aramos arais ase ases asemos aseis asen ares aren'),
  ...words('iera ieras ieramos ierais ieran iese ieses iesemos ieseis iesen iere ieres ieremos iereis ieren'),
  ...words('eramos erais ese eses esemos eseis esen eres eren'),
  // participle
  ...words('ado ido so to cho'),
])
const longestEnding = Math.max(...[...endings].map((ending) => ending.length))

/** Forms of ser, ir and their compounds of haber's kind share nothing with their infinitives. */
const suppletive = /^(and|e|fu|i|s[eo]|v[aeo])/u

/**
 * The verbs that a form may belong to: more than it does belong to, and never fewer. Whoever asks
 * conjugates them to see. It needs no index: it takes endings off, undoes what stems do, and asks whether
 * there is such a verb (docs/decisions/0020-reverse-look-up.md).
 *
 *     candidateVerbs('durmamos', (verb) => dictionary.has(verb))    // dormir, dormirse
 */
export function candidateVerbs(form: string, isVerb: (verb: string) => boolean): ReadonlySet<string> {
  const word = withoutAccents(form.slice(form.lastIndexOf(' ') + 1))
  const found = new Set<string>(suppletive.test(word) ? ['ser', 'ir', 'irse'] : [])
  for (const stem of stemsOf(word)) {
    for (const root of stemsBehind(stem)) {
      for (const ending of ['ar', 'er', 'ir', 'ír']) {
        if (isVerb(root + ending)) found.add(root + ending)
        if (isVerb(`${root}${ending}se`)) found.add(`${root}${ending}se`)
      }
    }
  }
  return found
}

function stemsOf(word: string): Set<string> {
  const stems = new Set<string>()
  for (const variant of [word, ...withoutEnclitic(word)]) {
    for (let length = 0; length <= Math.min(longestEnding, variant.length); length += 1) {
      const at = variant.length - length
      if (endings.has(variant.slice(at))) stems.add(variant.slice(0, at))
    }
  }
  return stems
}

/** Imperatives with their pronoun: levántate, levántese, levantémonos (levantemos), levantaos (levantad). */
function withoutEnclitic(word: string): string[] {
  if (word.endsWith('nos')) return [`${word.slice(0, -3)}s`]
  if (word.endsWith('os')) return [`${word.slice(0, -2)}d`, `${word.slice(0, -1)}`]
  return word.endsWith('te') || word.endsWith('se') ? [word.slice(0, -2)] : []
}

function words(text: string): string[] {
  return text.split(' ')
}
