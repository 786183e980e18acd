/*
 * The beginnings of questions, as sources of regular expressions for lower-case text. For a word that begins statements
 * too, the following word decides: "when will", but not "when I get home".
 */

const someone = "(?:i|you|u|ya|y'all|we|they|he|she|it|one|any(?:one|body)|some(?:one|body))";
const helping =
  "(?:is|are|am|was|were|do|does|did|can|could|will|would|should|shall|has|have|had|may|might|must)(?:n't|nt)?";

const english = [
  `why(?! (?:thank|yes|hello|of course|not[.!]*$))\\b`,
  "how(?:'s|s)? (?:do|does|did|can|could|should|would|will|is|are|was|were|to|come|about|much|many|long|far|often|old|big|large|small|tall|heavy|late|early|soon|fast|quick(?:ly)?|expensive|likely|else|exactly|the|my|i|we|u)\\b(?! (?:wish|love|hate|see|know it)\\b)",
  `what(?:'s|s| is| are| was| were| do| does| did| can| could| will| would| should| if| about| time| day| kind| type| sort| size| colou?r| else| happens| happened| exactly| makes| means|\\?)(?! (?:up|i meant|i said|i mean|i wanted|important|great)\\b)\\b`,
  "what (?!(?:an?|i|you|we|he|she|they|nonsense|rubbish|great|good|nice|lovely|beautiful|wonderful|the (?:hell|fuck|heck))\\b)\\w+ (?:is|are|was|were|do|does|did|can|could|will|would|should|has|have)\\b",
  `(?:when|where)(?:'s|s| ${helping}| to| exactly| else| from| can)\\b`,
  `who(?:'s|s| ${helping}| else| exactly)\\b(?! knows)`,
  "whom\\b|whose\\b",
  `which (?:one|ones|of|(?:is|are) (?:the|better|best|cheaper|faster|right|correct)|(?!(?:i|you|we|he|she|they|it|is|was|are|were|means|makes|will|would|has|had)\\b)\\w+(?: \\w+)? (?:is|are|do|does|did|should|can|would|will|has|have)\\b)`,
  `(?:do|does|did|can|could|will|would|should|shall|may|might|has|had|must)(?:n't|nt)? (?:${someone}|there|the|my|your|his|her|our|their|this|that|these|those|an?|all|any)\\b(?! (?:dishes|job|trick)\\b)`,
  `have(?:n't|nt)? ${someone}\\b(?! mercy)`,
  `(?:is|are|was|were|am)(?:n't|nt)? (?:${someone}|there|the|my|your|his|her|our|their|this|that|these|those|an?|all|any)\\b`,
  "(?:is|are) (?!(?:fine|ok|okay|good|great|not|what|nice|well|all|so|very|too|just|no|really|now|still|gone)\\b)\\w+ (?:still |also |really )?(?:free|included|open|closed|available|possible|allowed|required|needed|necessary|supported|refundable|safe|better|cheaper|faster|ok|okay|fine|enough|covered|accepted|working|down)\\b",
  "(?:any|some)(?:one|body) (?:here )?(?:know|knows|tried|have|has|got|able)\\b",
  "any (?:idea|ideas|clue|news|update|updates|chance|way|tips|advice|info|information|recommendations?|suggestions?|reason)\\b",
];

/** Indirect questions, anywhere in a sentence. */
const indirect = [
  "(?:i(?:'d| would)? (?:really |just |also )?(?:need|want|like|wanna|love|have) to|i wanna|i'?m (?:trying|hoping) to|trying to|would like to|we (?:need|want) to) (?:know|learn|find out|ask|understand|see (?:if|whether|how))\\b",
  "(?:i )?(?:was |am |'m |i'm |im )?(?:just )?(?:wondering|wonder|curious|asking) (?:if|whether|how|what|when|where|who|why|which|about)\\b",
  "(?:i )?(?:(?:do not|don't|dont|dunno|can't|cant|cannot|couldn't) (?:really )?(?:know|understand|find|see|figure out|get|work out)|have no idea|no idea|no clue|not sure|unsure) (?:out )?(?:how|what|when|where|who|why|which|whether|if)\\b(?! to (?:start|begin|do|say|think|feel)\\b)",
  "(?:tell|show|explain|teach|inform|advise|remind) (?:me|us)\\b(?! (?:off|mercy))",
  "(?:explain|describe|clarify|list|define|compare) (?:to me |the |your |all |what |how |why |when |where |which )",
  "let (?:me|us) know (?:if|whether|how|what|when|where|who|why|which|about)\\b",
  "(?:looking|searching) for (?:info|information|details|advice|instructions|help (?:with|on))\\b",
  "(?:(?:more|some) )(?:info|information|details) (?:on|about|regarding|please|pls)\\b",
  "(?:need|want|send|give)(?: me)? (?:the |some |more |your |an? )?(?:info|information|details|price|prices|price list|quote|instructions|directions|address|opening hours|phone number)\\b",
  "(?:question|query|doubt) (?:about|on|regarding)\\b|(?:have|got) (?:a|another|one more|some) (?:quick |small |short )?(?:question|query)",
  "how to \\w+",
];

/** Other languages. A word that does not always begin a question is listed with the words that follow it there. */
const elsewhere = [
  // German
  "(?:wieso|weshalb|warum|wann|wo(?:hin|her)?|wem|wen|wessen|welche[rsmn]?|wieviele?|wie viele?|wozu|womit|inwiefern)\\b",
  "wie (?!(?:besprochen|gesagt|immer|schön|gewünscht|vereinbart|toll|nett|schade)\\b)\\p{L}+",
  "wer (?:ist|sind|kann|hat|macht|war|wird|darf)\\b|was (?:ist|sind|kostet|kosten|macht|machen|bedeutet|muss|kann|soll|passiert|habt|haben|hat|gibt|für|wäre|brauche)\\b",
  "(?:kann|können|könnt|könnte|könnten|darf|dürfen|muss|müssen|soll|sollte|haben|habt|hast|gibt|ist|sind|bin|wird|werden|würden|machen|bieten|liefern|verkaufen) (?:ich|du|wir|ihr|sie|man|es|er|das|der|die|mein|meine)\\b",
  "(?:ich )?(?:möchte|würde gern|wüsste gern|will|weiß nicht|brauche) (?:gerne? )?(?:wissen|erfahren|informationen|infos|auskunft|wie|wo|wann|ob)\\b|sag mir|sagen sie mir|erkl(?:är|ären sie)\\b",
  // French
  "(?:est-ce|qu'est-ce|combien|pourquoi|quel(?:le)?s?|lequel|laquelle)\\b|(?:où|ou) (?:est|sont|puis|peut|se|trouve|trouver|se trouve|je peux)",
  "quand (?:est|sont|serez|ouvr|ferm|arriv|puis|peut|est-ce|sera|vais)\\p{L}*|comment (?:je|j'|on|puis|peut|faire|ça|ca|est|sont|vous|tu|marche|fonctionne|obtenir|avoir|se|s'|changer|annuler|ouvrir|puis-je|faut)",
  "\\p{L}+-(?:vous|tu|je|on|il|elle|ils|elles|t-il|t-elle|t-on)\\b|qui (?:est|sont|peut)\\b|(?:j'aimerais|je voudrais|je veux|j'ai besoin de) savoir|je ne sais pas (?:comment|où|si|quand)|dites-moi|dis-moi",
  // Spanish and Portuguese
  "¿|(?:qué|cuál(?:es)?|cuándo|dónde|cuánt[oa]s?|quién(?:es)?|cómo|por ?qué|adónde)\\b|por que\\b|(?:donde|cuando|cuanto|cuanta|cuantos|cual|quien) (?:está|esta|están|estan|es|son|cuesta|puedo|abren|cierran|llega|queda|tengo|hay|vale|se|sale|debo)\\b",
  "como (?:puedo|hago|se|funciona|está|cancelo|cambio|faço|posso|funciona|é que|fazer|cancelar)\\b|que (?:es|son|hora|tengo|hago|significa|horas|significa|devo) |(?:puedo|pueden|puede|podría|tienen|tienes|hacen|aceptan|hay) \\p{L}+.* (?:envío|envios|envíos|pagar|tarjeta|devolver|cambiar|ayudar|decir|cita|hoy|mañana|abiert|disponib)",
  "(?:quiero|quisiera|necesito|me gustaría) (?:saber|información|preguntar)|no s[ée] (?:cómo|como|dónde|donde|qué|si)|d[ií]game|dime\\b",
  "(?:onde|quando|quanto|quantos|quantas|qual|quais|quem) (?:é|são|fica|custa|posso|abre|abrem|fecha|chega|está|tenho|devo|vai|pode)\\b|(?:posso|vocês têm|voces tem|tem como|dá para)\\b|(?:quero|gostaria de|preciso) saber\\b",
  // Italian
  "(?:perché|quale|quali|quant[oaie]|dov'è|cos'è|com'è|chi è|che cosa|c'è|ci sono)\\b|(?:dove|quando|come|cosa) (?:si|posso|sono|è|faccio|funziona|devo|mi|trovo|arriva|aprite|chiudete|apre|chiude|costa|fare|significa|succede)|(?:vorrei|voglio) sapere",
  // Dutch, Polish, Turkish, Scandinavian
  "(?:hoe|waar|wanneer|waarom|welke|hoeveel|wat) (?:\\p{L}+)|(?:kan|kunnen|mag|moet|is|heeft|hebben|zijn) (?:ik|jullie|jij|je|u|er|het|de)\\b",
  "(?:jak|kiedy|gdzie|dlaczego|ile|kto|który|która|jakie|jaki|jaka|czy)\\b",
  "(?:.* )?(?:nasıl|neden|niçin|nerede|nereye|ne zaman|ne kadar|hangi|kaç)\\b|.*\\p{L}+ m[ıiuü](?:sınız|siniz|yım|yim|dır|dir)?\\s*$",
  "(?:hvor|hvordan|hvornår|hvorfor|hvilken|hvad|hur|varför|vilken|vad|hva) \\p{L}+",
  // Russian and Ukrainian
  "(?:как|что такое|кто|где|куда|откуда|когда|почему|зачем|сколько|какой|какая|какие|какое|чей|можно ли|есть ли|як|що таке|хто|де|коли|чому|скільки|який|яка|які|чи)(?![\\p{L}])|(?:хочу|хотел бы|хотела бы) (?:узнать|спросить)|подскажите|скажите|.*\\sли\\s",
  // Greek, Hebrew, Arabic, Hindi
  "(?:πώς|πως|πού|πότε|γιατί|ποιος|ποια|πόσο|τι)(?![\\p{L}])|(?:איך|מתי|איפה|למה|כמה|האם|מה|מי)(?![\\p{L}])|(?:هل|كيف|متى|أين|لماذا|كم|ما هو|ما هي|من هو)(?![\\p{L}])",
  "(?:क्या|कैसे|कब|कहाँ|कहां|क्यों|कितन|कौन)|.*(?:क्या|कैसे|कब|कहाँ|क्यों|कितन|कौन)",
];

/** Scripts without spaces between words: question words anywhere, and question particles at the end. */
const unspaced =
  "吗|嗎|呢\\s*$|什么|什麼|怎么|怎麼|怎样|如何|哪|谁是|为什么|為什麼|多少|几点|请问|請問|能不能|可不可以|是不是|有没有|ですか|ますか|でしょうか|ませんか|どこ|いつ|なぜ|どうして|どうやって|どうすれば|いくら|教えて|何時|何で|までか|뭐|무엇|어디|언제|왜|어떻게|얼마|누구|나요|까요|습니까|알려\\s?주|อะไร|ที่ไหน|เมื่อไร|เมื่อไหร่|ทำไม|อย่างไร|ยังไง|เท่าไหร่|เท่าไร|ไหม";

export const questionStart = new RegExp(`^(?:${anyOf([...english, ...elsewhere])})`, "u");
export const indirectQuestion = new RegExp(`(?<!\\p{L})(?:${anyOf(indirect)})`, "u");
export const unspacedQuestion = new RegExp(unspaced, "u");

/** `\b` is limited to ASCII letters. The sources have it after words, so it becomes: not followed by a letter of any script. */
function anyOf(sources: readonly string[]): string {
  return sources.map((source) => `(?:${source.replaceAll("\\b", "(?![\\p{L}\\p{N}_])")})`).join("|");
}
