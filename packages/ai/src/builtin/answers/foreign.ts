import { type Lines, type Memory, pick } from "../memory.ts";
import type { Language } from "../text/language.ts";
import { cut, plainWords } from "../text/plain.ts";

/** "I understand only English. Could you write that in English?", in the language of the message. */
const onlyEnglish: Record<Exclude<Language, "other">, string> = {
  ar: "أنا برنامج صغير ولا أفهم إلا الإنجليزية. هل يمكنك كتابة ذلك بالإنجليزية؟",
  de: "Ich bin ein kleines Programm und verstehe nur Englisch. Wie würden Sie das auf Englisch schreiben?",
  el: "Είμαι ένα μικρό πρόγραμμα και καταλαβαίνω μόνο αγγλικά. Πώς θα το γράφατε στα αγγλικά;",
  es: "Soy un programa pequeño y solo entiendo inglés. ¿Cómo lo escribiría en inglés?",
  fr: "Je suis un petit programme et je ne comprends que l'anglais. Comment l'écririez-vous en anglais ?",
  he: "אני תוכנה קטנה ומבינה רק אנגלית. איך אפשר לכתוב את זה באנגלית?",
  hi: "मैं एक छोटा प्रोग्राम हूँ और केवल अंग्रेज़ी समझता हूँ। आप इसे अंग्रेज़ी में कैसे लिखेंगे?",
  it: "Sono un piccolo programma e capisco solo l'inglese. Come lo scriverebbe in inglese?",
  ja: "これは小さなプログラムで、英語しか理解できません。英語で書くとどうなりますか?",
  ko: "저는 작은 프로그램이라 영어만 이해합니다. 영어로 쓰면 어떻게 될까요?",
  nl: "Ik ben een klein programma en begrijp alleen Engels. Hoe zou u dat in het Engels schrijven?",
  pt: "Sou um pequeno programa e só entendo inglês. Como escreveria isso em inglês?",
  ru: "Я небольшая программа и понимаю только английский. Как бы вы написали это по-английски?",
  th: "ฉันเป็นโปรแกรมเล็ก ๆ และเข้าใจเฉพาะภาษาอังกฤษ คุณจะเขียนสิ่งนี้เป็นภาษาอังกฤษว่าอย่างไร?",
  uk: "Я невелика програма і розумію лише англійську. Як би ви написали це англійською?",
  zh: "我是一个小程序,只懂英语。这句话用英语怎么写?",
};

/** Answers a message in an unsupported language: once in that language, after that in English. */
export function answerToForeign(text: string, language: Language, memory: Memory): string {
  const own = language === "other" ? null : onlyEnglish[language];
  if (own !== null && !memory.previousAnswers.includes(own)) return own;
  const words = cut(plainWords(text).replace(/[.?!…]/g, ""), 80);
  const lead =
    words === "" ? "I follow only English." : `I follow only English, so “${words}” says nothing to me.`;
  return `${lead} ${pick(asking, memory)}`;
}

const asking: Lines = [
  "How would you put it in English?",
  "What would it be in English?",
  "Which English words would come closest?",
];
