/**
 * Sixty verbs written by hand, to hold the conjugation library to. Each line has the present subjunctive,
 * form by form, and the stem of the preterite's third person plural (hicie-ron), from which both imperfects
 * follow. They cover every kind of change: spelling, vowels, consonants, accents, suppletion.
 */
const lines = `
hablar       hable hables hable hablemos habléis hablen                                habla
comer        coma comas coma comamos comáis coman                                      comie
vivir        viva vivas viva vivamos viváis vivan                                      vivie
ser          sea seas sea seamos seáis sean                                            fue
ir           vaya vayas vaya vayamos vayáis vayan                                      fue
haber        haya hayas haya hayamos hayáis hayan                                      hubie
saber        sepa sepas sepa sepamos sepáis sepan                                      supie
dar          dé des dé demos deis den                                                  die
estar        esté estés esté estemos estéis estén                                      estuvie
caber        quepa quepas quepa quepamos quepáis quepan                                cupie
jugar        juegue juegues juegue juguemos juguéis jueguen                            juga
pedir        pida pidas pida pidamos pidáis pidan                                      pidie
dormir       duerma duermas duerma durmamos durmáis duerman                            durmie
buscar       busque busques busque busquemos busquéis busquen                          busca
llegar       llegue llegues llegue lleguemos lleguéis lleguen                          llega
empezar      empiece empieces empiece empecemos empecéis empiecen                      empeza
conocer      conozca conozcas conozca conozcamos conozcáis conozcan                    conocie
huir         huya huyas huya huyamos huyáis huyan                                      huye
oír          oiga oigas oiga oigamos oigáis oigan                                      oye
caer         caiga caigas caiga caigamos caigáis caigan                                caye
reñir        riña riñas riña riñamos riñáis riñan                                      riñe
errar        yerre yerres yerre erremos erréis yerren                                  erra
oler         huela huelas huela olamos oláis huelan                                    olie
averiguar    averigüe averigües averigüe averigüemos averigüéis averigüen              averigua
avergonzar   avergüence avergüences avergüence avergoncemos avergoncéis avergüencen    avergonza
adquirir     adquiera adquieras adquiera adquiramos adquiráis adquieran                adquirie
prohibir     prohíba prohíbas prohíba prohibamos prohibáis prohíban                    prohibie
reunir       reúna reúnas reúna reunamos reunáis reúnan                                reunie
conducir     conduzca conduzcas conduzca conduzcamos conduzcáis conduzcan              conduje
tener        tenga tengas tenga tengamos tengáis tengan                                tuvie
venir        venga vengas venga vengamos vengáis vengan                                vinie
poner        ponga pongas ponga pongamos pongáis pongan                                pusie
salir        salga salgas salga salgamos salgáis salgan                                salie
hacer        haga hagas haga hagamos hagáis hagan                                      hicie
decir        diga digas diga digamos digáis digan                                      dije
traer        traiga traigas traiga traigamos traigáis traigan                          traje
ver          vea veas vea veamos veáis vean                                            vie
poder        pueda puedas pueda podamos podáis puedan                                  pudie
querer       quiera quieras quiera queramos queráis quieran                            quisie
valer        valga valgas valga valgamos valgáis valgan                                valie
pensar       piense pienses piense pensemos penséis piensen                            pensa
contar       cuente cuentes cuente contemos contéis cuenten                            conta
perder       pierda pierdas pierda perdamos perdáis pierdan                            perdie
volver       vuelva vuelvas vuelva volvamos volváis vuelvan                            volvie
sentir       sienta sientas sienta sintamos sintáis sientan                            sintie
andar        ande andes ande andemos andéis anden                                      anduvie
reír         ría rías ría riamos riais rían                                            rie
seguir       siga sigas siga sigamos sigáis sigan                                      siguie
elegir       elija elijas elija elijamos elijáis elijan                                eligie
coger        coja cojas coja cojamos cojáis cojan                                      cogie
dirigir      dirija dirijas dirija dirijamos dirijáis dirijan                          dirigie
vencer       venza venzas venza venzamos venzáis venzan                                vencie
distinguir   distinga distingas distinga distingamos distingáis distingan              distinguie
actuar       actúe actúes actúe actuemos actuéis actúen                                actua
enviar       envíe envíes envíe enviemos enviéis envíen                                envia
leer         lea leas lea leamos leáis lean                                            leye
torcer       tuerza tuerzas tuerza torzamos torzáis tuerzan                            torcie
asir         asga asgas asga asgamos asgáis asgan                                      asie
erguir       yerga yergas yerga irgamos irgáis yergan                                  irguie
argüir       arguya arguyas arguya arguyamos arguyáis arguyan                          arguye
`

/** One verb of the gold, with its eighteen forms. */
export interface GoldVerb {
  readonly verb: string
  readonly present_subjunctive: readonly string[]
  readonly imperfect_subjunctive_ra: readonly string[]
  readonly imperfect_subjunctive_se: readonly string[]
}

/** The sixty verbs. */
export const gold: readonly GoldVerb[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [verb = '', ...forms] = line.split(/\s+/u)
    const stem = forms.at(-1) ?? ''
    return {
      verb,
      present_subjunctive: forms.slice(0, -1),
      imperfect_subjunctive_ra: imperfect(stem, ['ra', 'ras', 'ra', 'ramos', 'rais', 'ran']),
      imperfect_subjunctive_se: imperfect(stem, ['se', 'ses', 'se', 'semos', 'seis', 'sen']),
    }
  })

/** Only the first person plural is stressed three syllables from its end, and has an accent. */
function imperfect(stem: string, endings: readonly string[]): string[] {
  return endings.map((ending) => (ending.endsWith('mos') ? accented(stem) : stem) + ending)
}

function accented(stem: string): string {
  return `${stem}\u0301`.normalize('NFC')
}
