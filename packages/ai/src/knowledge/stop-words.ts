/** Stop words of each language. They identify the language of a text, and are ignored in searches. */
export const commonWords = {
  en: "a about after again all also am an and any are as at be because been before being but by can could did do does doing don't down each else even ever every few for from get got had has have having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just let like me more most much my myself no nor not now of off on once one only or other our out over own please really same she should so some such tell than that that's the their them then there these they thing things this those through to too under until up us very was we well were what what's when where whether which while who whom whose why will with would you you're your yours",
  de: "aber alle alles als am an auch auf aus bei bin bis bist da das dass dein dem den der des die dir doch du ein eine einem einen einer er es etwas fur gibt hab habe haben hat ich ihr im in ist ja kann kannst kein keine man mein meine mich mir mit nach nicht noch nur oder schon sein sich sie sind so uber um und uns von war was weil welche wenn wer wie wir wird wo zu zum zur",
  fr: "alors au aux avec avez bien c'est ce ces cette comme dans de des du elle en est et etes eu fait il ils j'ai je l'ai la le les leur lui ma mais me mes moi mon n'est ne nos notre nous on ou par pas plus pour qu'est quand que quel qui sa sans se ses si son sont suis sur ta te tes toi ton tu un une vos votre vous",
  es: "al algo como con cual cuando de del donde el ella en eres es esa ese esta estan estas este esto estoy hay la las le lo los mas me mi mis muy nada no nos o para pero por porque puedo que quien se ser si sin sobre soy su sus te tengo ti tiene todo tu un una uno y ya yo",
  it: "al alla anche che chi ci come con cosa da dal dei del della di dove e ed gli ha hai ho i il in io la le lei lo loro lui ma mi mia mio molto nel non o perche piu posso quando questa questo se sei si sono su tu tuo un una",
  pt: "ao aos as com como da das de do dos e ela ele em essa esse esta estou eu foi isso isto ja mais mas me meu minha muito na nao nas no nos o onde os ou para pela pelo por porque posso quando que quem se sem ser seu sou sua tem tenho tu um uma voce",
  nl: "aan al als bij ben bent dan dat de deze die dit door een en er geen had heb hebben heeft het hij hoe ik in is ja je jij kan maar me met mij mijn naar niet nog nu of om ons ook op over te tot uit van veel voor waar waarom want wat we wel wie wij worden zal ze zich zijn",
} as const;

export type CommonLanguage = keyof typeof commonWords;

export const wordSets: ReadonlyMap<CommonLanguage, ReadonlySet<string>> = new Map(
  (Object.keys(commonWords) as CommonLanguage[]).map((language) => [
    language,
    new Set(commonWords[language].split(" ")),
  ]),
);

/** Stop words of other languages that are content words in English: they stay searchable. */
const meaningful = new Set(
  "bin den die door dove eu fait hat man os plus pour sin son sur ton us war".split(" "),
);

export const stopWords: ReadonlySet<string> = new Set(
  [...wordSets.values()].flatMap((words) => [...words]).filter((word) => !meaningful.has(word)),
);
