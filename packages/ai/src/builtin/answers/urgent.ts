import type { Danger } from "../danger.ts";
import { type Memory, nextOf, pick } from "../memory.ts";
import type { Language } from "../text/language.ts";

const numbers = "112 in most of Europe, 911 in the US and Canada, 999 in the UK";
const program = "I am a small program, not a person, and I can't judge or change what is happening.";

/**
 * Answers to danger: plain, without diagnosis or conversation; they name emergency services and crisis lines. Each kind
 * has several, so that a repeated message does not get the same words.
 */
const answers: Record<Danger, readonly [string, ...string[]]> = {
  "self-harm": [
    `What you wrote may mean that a life is at risk, so I will be plain. ${program} People can help, also right now. If there is any danger at this moment, call your local emergency number (${numbers}) or go to the nearest emergency department. In the US and Canada you can call or text 988; in the UK and Ireland the Samaritans answer at 116 123, day and night; findahelpline.com lists free lines in other countries. Please tell someone near you, and don't stay alone with this. Who could be with you within the hour?`,
    `Please bring a person into this, not a program. If you, or whoever you write about, could act on it soon: call your local emergency number (${numbers}) now, and put anything that could be used for it out of reach. Crisis lines listen without judging: 988 in the US and Canada, 116 123 in the UK and Ireland, findahelpline.com for elsewhere. It is enough to say: "I am not safe on my own." Who is the first person you could call?`,
    `This is beyond what a program should answer, and it should not wait. Your local emergency number (${numbers}) is there for exactly this, and so are crisis lines: 988 in the US and Canada, 116 123 in the UK and Ireland, findahelpline.com for other countries. If calling is too much, send one message to someone you know: "Can you come?" Whom would you send it to?`,
  ],
  abuse: [
    `What you wrote may mean that somebody is being hurt or threatened. ${program} If the danger is now, get to where other people are if you can, and call your local emergency number (${numbers}). Helplines plan the next steps with you: in the US 1-800-799-7233, in the UK 0808 2000 247, and findahelpline.com for other countries. If somebody else can see this device, take care what you leave on it. Who do you know that could take you in or come to you?`,
    `Nobody should have to deal with this alone, and a program can't protect you. People can: your local emergency number (${numbers}) when it is urgent; a domestic or sexual violence helpline (US 1-800-799-7233, UK 0808 2000 247, elsewhere findahelpline.com) when there is time to talk; a doctor, a teacher or the police. Where could you be safe tonight?`,
    `If you are not safe where you are, leaving comes first and explaining later. Call your local emergency number (${numbers}), or ask a neighbour, a shop or a friend to call for you. A helpline (US 1-800-799-7233, UK 0808 2000 247, elsewhere findahelpline.com) can find a place for the night. Which person near you could you go to first?`,
  ],
  violence: [
    `What you wrote may mean that somebody could be badly hurt, so I will be plain. ${program} If anyone is in danger now, call your local emergency number (${numbers}). If it is you who might do it: leave the place, put distance between you and the other person, hand whatever could be a weapon to somebody else, and speak to a person before anything happens. findahelpline.com lists crisis lines for each country. Who could you call right now?`,
    `Please stop here and bring a person into this. Your local emergency number (${numbers}) is right when harm is close, whoever would do it. A crisis line (findahelpline.com lists them by country) or a doctor can help before it is. Distance and time make it safer for everybody. Where could you go to be away from it for the next hours?`,
    `A program can't help with this, and it should not stay between you and a program. If harm is near, call your local emergency number (${numbers}); if there is time, call somebody you trust or a crisis line (findahelpline.com lists them by country) and say what you wrote here. Who would you want beside you?`,
  ],
  medical: [
    `That may be a medical emergency, and minutes count. Please call your local emergency number (${numbers}) now, before reading or writing anything else; they tell you what to do until help comes. ${program} Who is with you?`,
    `Please call your local emergency number (${numbers}) now and stay on the line. If you can't speak, ask anyone nearby to call, and unlock the door. Who near you can do that?`,
    `Nothing I write can help faster than a call: your local emergency number (${numbers}). Is somebody calling already?`,
  ],
};

/** The most important sentence, for people who may not read English. */
const firstLines: Partial<Record<Language, string>> = {
  de: "Wenn Sie oder jemand anderes in Gefahr sind: Rufen Sie jetzt den Notruf 112 an.",
  es: "Si usted u otra persona está en peligro, llame ahora al número de emergencias de su país (112 en Europa).",
  fr: "Si vous ou quelqu'un d'autre êtes en danger, appelez maintenant les urgences (112 en Europe).",
  it: "Se lei o un'altra persona siete in pericolo, chiami subito il numero di emergenza 112.",
  nl: "Bent u of is iemand anders in gevaar, bel dan nu 112.",
  pt: "Se você ou outra pessoa está em perigo, ligue agora para a emergência (112 em Portugal, 188 ou 190 no Brasil).",
  ru: "Если вы или кто-то другой в опасности, позвоните сейчас в экстренную службу: 112.",
  uk: "Якщо ви або хтось інший у небезпеці, зателефонуйте зараз до екстреної служби: 112.",
};

export function urgentAnswer(danger: Danger, language: Language | null, memory: Memory): string {
  const answer = nextOf(answers[danger], memory);
  const first = language === null ? undefined : firstLines[language];
  return first === undefined || memory.previousAnswers.includes(first) ? answer : `${first}\n\n${answer}`;
}

/** Precedes an answer that follows a message about danger within two turns. */
export function afterDanger(memory: Memory): string {
  return nextOf(
    [
      "Before anything else, because of what you wrote before: a person can help with that, and I can't. If the danger is still there, please call your local emergency number.",
      "What you wrote earlier still stands, and I can't help with it. If it is not safe, please call your local emergency number or someone you trust.",
      "I keep in view what you wrote before. If it becomes urgent, please call your local emergency number at once.",
    ],
    memory,
  );
}

/** Answers a short message that follows one about danger within two turns, in place of small talk. */
export function nextStep(memory: Memory): string {
  return pick(
    [
      "Who is with you now?",
      "Who could you call next?",
      "What would make the next hour safer?",
      "Who knows how things are?",
    ],
    memory,
  );
}
