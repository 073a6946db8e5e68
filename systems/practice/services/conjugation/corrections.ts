import type { Forms, Paradigm, TenseForms } from './paradigm.ts'
import type { Region } from './region.ts'
import { simpleTenseNames, type SimpleTense } from './tense.ts'

/** A verb in a region, with what the library says of it. */
export interface Correctable {
  readonly verb: string
  readonly region: Region
  readonly paradigm: Paradigm
}

/**
 * Rights what the library gets wrong (release 2.3.6, the last there is). Found by
 * holding every form of the dictionary against the rules of its tense; each rule says which forms it is for.
 */
export function correctForms(subject: Correctable): TenseForms {
  const { verb, region, paradigm } = subject
  let { forms } = paradigm
  if (verb.endsWith('írse')) forms = withImperative(forms, accentHiatus)
  if (verb.endsWith('se') && paradigm.defective) forms = withPronoun(forms)
  if (region === 'voseo' && paradigm.model === 'erguir') forms = withImperative(forms, voseoOfErguir)
  if (paradigm.model === 'embaír') forms = withPlainFifth(forms)
  if (verb === 'haber' && paradigm.defective) forms = withHay(forms)
  return forms
}

/** reírse: reíos, reíte; the library writes reios, reite (a stressed i after a strong vowel is accented). */
function accentHiatus(form: string): string {
  return form.replace(/([ae])i(os|te)$/u, '$1í$2')
}

/** erguir: vos erguí; the library writes yergue, the form of tú. */
function voseoOfErguir(form: string): string {
  return form.replace(/^yergue$/u, 'erguí').replace(/^yérguete$/u, 'erguite')
}

function withImperative(forms: TenseForms, correct: (form: string) => string): TenseForms {
  const corrected = forms.imperative_affirmative.map((form) => form && correct(form))
  return { ...forms, imperative_affirmative: corrected }
}

/** antojarse: se antoja, se antoje; the library drops the pronoun of impersonal verbs. */
function withPronoun(forms: TenseForms): TenseForms {
  const restored: Record<SimpleTense, Forms> = { ...forms }
  for (const tense of simpleTenseNames) {
    if (tense === 'imperative_affirmative' || tense === 'imperative_negative') continue
    restored[tense] = forms[tense].map(
      (form) => form && (/^(me|te|se|nos|os) /u.test(form) ? form : `se ${form}`),
    )
  }
  return restored
}

/** desvaír: desvayerais, desvayeseis, desvayereis; the library writes desvayérais and so on. */
function withPlainFifth(forms: TenseForms): TenseForms {
  const plain = (form: string | null) => form && form.replace(/é(rais|seis|reis)$/u, 'e$1')
  return {
    ...forms,
    imperfect_subjunctive_ra: forms.imperfect_subjunctive_ra.map(plain),
    imperfect_subjunctive_se: forms.imperfect_subjunctive_se.map(plain),
    future_subjunctive: forms.future_subjunctive.map(plain),
  }
}

/** haber, impersonal: hay; the library writes ha, the auxiliary. */
function withHay(forms: TenseForms): TenseForms {
  return { ...forms, present_indicative: forms.present_indicative.map((form) => form && 'hay') }
}
