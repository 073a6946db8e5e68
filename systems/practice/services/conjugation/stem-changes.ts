/**
 * What Spanish verbs do to the end of their stem, backwards: the end in the form, the end in the infinitive.
 * Accents are left out. A superfluous row costs a microsecond; a missing one makes look-ups incomplete,
 * which `candidate-verbs.test.ts` finds by trying every form of the dictionary.
 */
const tails: readonly (readonly [inForm: string, inInfinitive: string])[] = [
  // spelling: saque, pague, roce, averigüe; venza, delinca, siga, coja
  ['qu', 'c'],
  ['gu', 'g'],
  ['c', 'z'],
  ['gü', 'gu'],
  ['z', 'c'],
  ['c', 'qu'],
  ['g', 'gu'],
  ['j', 'g'],
  // consonants put in: nazca, evanezca, yazga, tenga, oiga, huya, arguya, vea, balbucee
  ['zc', 'c'],
  ['zc', 'sc'],
  ['zg', 'c'],
  ['g', ''],
  ['ig', ''],
  ['y', ''],
  ['guy', 'gü'],
  ['ve', 'v'],
  ['ce', 'c'],
  // consonants changed: haga, conduje, traje
  ['g', 'c'],
  ['j', 'c'],
  ['j', ''],
  // futures and imperatives: tendré, saldré, haré, satisfaré, diré
  ['nd', 'n'],
  ['ld', 'l'],
  ['ha', 'hac'],
  ['fa', 'fac'],
  ['di', 'dec'],
  // preterites: tuve, anduve, hube, cupe, supe, puse, quise, hice, satisfizo, plugo, pluguiera, repuse (of responder)
  ['tuv', 'ten'],
  ['uv', ''],
  ['hub', 'hab'],
  ['cup', 'cab'],
  ['sup', 'sab'],
  ['pus', 'pon'],
  ['repus', 'respond'],
  ['quis', 'quer'],
  ['hic', 'hac'],
  ['hiz', 'hac'],
  ['fic', 'fac'],
  ['fiz', 'fac'],
  ['plug', 'plac'],
  ['plugu', 'plac'],
  // presents: quepa, sepa, sé, haya, he, plega, podrido
  ['quep', 'cab'],
  ['sep', 'sab'],
  ['s', 'sab'],
  ['hay', 'hab'],
  ['h', 'hab'],
  ['pleg', 'plac'],
  ['podr', 'pudr'],
  // participles: hecho, satisfecho, puesto, visto, provisto, abierto, escrito, vuelto, roto, impreso
  ['he', 'hac'],
  ['fe', 'fac'],
  ['pues', 'pon'],
  ['vis', 'v'],
  ['vis', 've'],
  ['ier', 'r'],
  ['cri', 'crib'],
  ['uel', 'olv'],
  ['ro', 'romp'],
  ['pre', 'prim'],
]

/** What they do to the last vowel of the stem, backwards: siente, adquiere, cuente, juegue, yerre, huela. */
const vowels: readonly (readonly [inForm: string, inInfinitive: string])[] = [
  ['ie', 'e'],
  ['ie', 'i'],
  ['ue', 'o'],
  ['ue', 'u'],
  ['üe', 'o'],
  ['hue', 'o'],
  ['ye', 'e'],
  ['i', 'e'],
  ['u', 'o'],
]

/** The rows by the last letter of their form, because most stems end in a letter that never changes. */
const tailsByLetter = new Map<string, (typeof tails)[number][]>()
for (const row of tails) {
  const letter = row[0].slice(-1)
  tailsByLetter.set(letter, [...(tailsByLetter.get(letter) ?? []), row])
}

/**
 * The stems of infinitives that a stem, as it stands in a form, may come from.
 *
 *     stemsBehind('juegu')    // juegu, jueg, jogu, jug, …
 */
export function stemsBehind(stem: string): ReadonlySet<string> {
  const found = new Set([stem])
  for (const [inForm, inInfinitive] of tailsByLetter.get(stem.slice(-1)) ?? []) {
    if (stem.endsWith(inForm)) found.add(stem.slice(0, -inForm.length) + inInfinitive)
  }
  for (const tail of [...found]) {
    for (const [inForm, inInfinitive] of vowels) {
      const at = tail.lastIndexOf(inForm)
      if (at >= 0) found.add(tail.slice(0, at) + inInfinitive + tail.slice(at + inForm.length))
    }
  }
  return found
}
