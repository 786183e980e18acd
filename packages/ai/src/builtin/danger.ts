import { tidy } from "./text/tidy.ts";

export type Danger = "self-harm" | "violence" | "abuse" | "medical";

/**
 * Phrases that indicate a risk to life or health. Recall matters more than precision: a false alarm costs one needless
 * careful answer, a miss may cost more. Plain idioms ("killing time", "dying to see it") are excluded. The patterns
 * expect text normalized by `tidy`.
 */
const someone =
  "(?:him|her|them|someone|somebody|everyone|everybody|people|(?:my|his|her|the|this|that|our) (?:ex|wife|husband|partner|boss|teacher|neighbou?r|mother|mom|mum|father|dad|brother|sister|son|daughter|kids?|child|children|baby|family|girlfriend|boyfriend|roommate|colleague|coworker|parents|bastard|guy|man|woman))";
const oneself = "(?:my|him|her|your|them)sel(?:f|ves)";
const until = "[^.?!\\n]";

const selfHarm = [
  `\\b(?:kill|killed|killing|hang|hanging|drown|drowning|stab|stabbing|poison|starve|starving|unalive) ${oneself}\\b(?! laughing)`,
  `\\bshoot(?:ing)? ${oneself}\\b(?! in the foot)`,
  `\\b(?:hurt|hurting|harm|harming|cut|cutting|burn|burning) ${oneself}\\b(?! (?:shaving|cooking|chopping|playing|running|falling|lifting|on|at|in|while|with the|off))`,
  "\\bsuicid(?:e|al)\\b(?! squad)",
  `\\b(?:want|wants|wanted|wish|wishes|going|plan|plans|planning|ready|rather|try|tries|trying|decided|thinking|thought|think|thoughts|dream)\\b${until}{0,30}\\b(?:to die|of dying|about dying|dying|be dead|i (?:was|were) dead|end it all|ending it all)\\b(?! (?:for|of (?:laugh|embarrass|bore|curios)|to (?:see|know|try|hear|meet)|my hair|it ))`,
  "\\b(?:end|ending|take|taking|took|ended) (?:my|his|her|their) (?:own )?li(?:fe|ves)\\b(?! (?:serious|back|into|in|one|for granted))",
  `(?:\\bnot|\\bno longer|n't) (?:really |even )?want to (?:live|be alive|exist|be here|wake up|go on)(?= any ?more|\\s*[.!?,;]|\\s*$| like this| and\\b| but\\b| because\\b)`,
  "\\bcan't (?:go on|live like this)(?= any ?more|\\s*[.!?,;]|\\s*$)",
  "\\bbetter off (?:dead|without me)\\b",
  "\\bno (?:reason|point|will) (?:to|in) (?:live|living|go on|going on|be alive|being alive)\\b",
  "\\b(?:life|living) is(?: not|n't) worth(?: living)?\\b|\\bnot worth living\\b",
  "\\bself[- ]?harm",
  "\\boverdos(?:e|ed|ing)\\b",
  `\\b(?:took|take|taking|swallowed|swallow) (?:all|too many|a lot of|a bottle of|the whole)\\b${until}{0,20}\\b(?:pills|tablets|medication|meds|sleeping)\\b`,
  "\\bkms\\b",
];

const violence = [
  `\\b(?:i|we|he|she|they)\\b(?:(?!\\b(?:not|never)\\b|n't)${until}){0,25}\\b(?:kill|murder|stab|strangle|poison|rape|attack|torture) ${someone}\\b`,
  `\\b(?:i|we|he|she|they)\\b(?:(?!\\b(?:not|never)\\b|n't)${until}){0,25}\\bshoot ${someone}\\b(?! (?:an?|down|over) )`,
  `(?<!n't |not |never )\\b(?:going|want|plan|planning) to (?:hurt|harm|beat up) ${someone}\\b`,
  `\\bbeat ${someone} (?:up|to death)\\b`,
  `\\b(?:bring|take|took|have|get|got|buy|bought) an? (?:gun|knife|bomb|weapon)\\b${until}{0,15}\\b(?:school|work|him|her|them)\\b`,
  "\\b(?:has|have|with) a (?:gun|knife) (?:and|to my|at my|on me)\\b",
];

const abuse = [
  `\\b(?:he|she|they|who|someone|somebody|husband|wife|boyfriend|girlfriend|partner|ex|father|dad|stepdad|mother|mom|mum|brother|uncle|boss|teacher|man|guy|parents)\\b${until}{0,25}\\b(?:hits?|hitting|beats?|beating|chok(?:e|es|ed)|punch(?:es|ed)?|slap(?:s|ped)?|kick(?:s|ed)?|rap(?:e|es|ed)|molest(?:s|ed)?|abus(?:e|es|ed|ing)|hurts?|hurting|threaten(?:s|ed|ing)?|stalk(?:s|ed|ing)?|assault(?:s|ed)?|strangl(?:e|es|ed)|burn(?:s|ed)?) me\\b(?! (?:at|in (?:chess|the game|a race)|to (?:the|it)|up|out|off|with (?:questions|work)|that))`,
  "\\bthreaten(?:s|ed|ing)? to (?:kill|hurt|hit|beat|shoot|stab|rape)\\b",
  "\\b(?:was|were|been|being|got|get|am|are) (?:raped|molested|sexually (?:assaulted|abused|harassed)|abused|beaten(?: up)?|strangled|stalked|trafficked|kidnapped|assaulted|held (?:captive|hostage))\\b",
  "\\btouch(?:es|ed|ing) me\\b(?= (?:where|when|in|down)|\\s*[.!?,]|\\s*$)",
  `\\b(?:afraid|scared|terrified)\\b${until}{0,12}\\b(?:he|she|they)(?: will|'ll| might| is going to|'s going to)? (?:kill|hurt|hit|find|come)`,
  "(?:\\bnot|n't) (?:feel )?safe (?:at home|here|with (?:him|her|them|my))",
  "\\b(?:i am|i'm|we are|we're) in danger\\b",
];

const medical = [
  "\\b(?:having|had|has|have) (?:a|an) (?:heart attack|stroke|seizure)(?: right)? now\\b|\\b(?:am|i'm|is) having (?:a|an) (?:heart attack|stroke|seizure)\\b",
  "(?:\\bnot|n't|\\bstopped) breath(?:e|ing)\\b(?! (?:easy|freely))",
  "\\b(?:is|are) (?:unconscious|bleeding (?:badly|heavily|out|to death))\\b|\\bi(?:'m| am) bleeding (?:badly|heavily|out|to death)\\b",
];

/** The most explicit phrases in languages that the engine does not otherwise support. */
const elsewhere = [
  "quiero morir|matarme|quitarme la vida|suicidar|suicidio|suicídio|hacerme daño",
  "veux mourir|envie de mourir|me suicider|me tuer\\b",
  "will sterben|nicht mehr leben|umbringen|selbstmord|suizid",
  "voglio morire|uccidermi|ammazzarmi|quero morrer|me matar\\b",
  "wil dood|zelfmoord|chcę umrzeć|samobój|ölmek istiyorum|intihar",
  "хочу умереть|покончить с собой|убить себя|суицид|самоубий|хочу померти|самогуб",
  "死にたい|自殺|自杀|想死|不想活|죽고 싶|자살|أريد أن أموت|انتحار|मरना चाहता|मरना चाहती|आत्महत्या|רוצה למות|להתאבד",
];

const kinds: readonly [Danger, RegExp][] = [
  ["self-harm", anyOf([...selfHarm, ...elsewhere])],
  ["abuse", anyOf(abuse)],
  ["violence", anyOf(violence)],
  ["medical", anyOf(medical)],
];

/** The kind of danger that a message indicates, for its author or for others; null for none. */
export function dangerIn(message: string): Danger | null {
  const text = tidy(message).toLowerCase();
  return kinds.find(([, phrases]) => phrases.test(text))?.[0] ?? null;
}

function anyOf(phrases: readonly string[]): RegExp {
  return new RegExp(phrases.join("|"), "u");
}
