import { type Lines, type Memory, pick } from "../memory.ts";
import { statedFeeling } from "../text/feelings.ts";
import { echo } from "./echo.ts";

/** A pattern of statements, an optional remark on the match, and the open questions that fit. */
type Topic = { when: RegExp; say?: (found: string) => string; ask: Lines };

/** The first match counts, so grave topics precede frequent ones. */
const topics: readonly Topic[] = [
  {
    when: /\b(?:died|passed away|dead|funeral|cancer|miscarriage|divorced?|hospital|dying|broke up|cheated on|was fired|got fired|lost my (?:job|home|house|wife|husband|mother|father|mum|mom|dad|son|daughter|brother|sister|friend|baby|dog|cat))\b/i,
    say: () => "That deserves more than a program can give.",
    ask: [
      "Who is there that you could talk to about it?",
      "What has happened since then?",
      "What would help you through today?",
      "What do you wish somebody would ask you about it?",
    ],
  },
  {
    when: statedFeeling,
    say: (word) => `The word you chose is “${word.toLowerCase()}”.`,
    ask: [
      "What was happening when that word first fitted?",
      "What would have to be different for another word to fit?",
      "What else belongs to it that one word leaves out?",
      "How long has that been the word for it?",
      "Who else knows about it?",
    ],
  },
  {
    when: /\b(?:always|never|everyone|everybody|nobody|no one|nothing|everything)\b/i,
    ask: [
      "When was the last time it went otherwise?",
      "What would count as an exception?",
      "How did it come to look that way?",
      "What keeps it like that?",
    ],
  },
  {
    when: /\bI (?:can't|couldn't|am not able|'m not able)\b/i,
    ask: [
      "What have you tried so far?",
      "What stands in the way?",
      "Which small part of it would be possible?",
      "What would you do first if you could?",
    ],
  },
  {
    when: /\bI (?:don't|didn't) (?:really )?(?:know|understand|get|see)\b/i,
    ask: [
      "What do you know about it already?",
      "What would you have to find out first?",
      "Who might know more?",
      "What would you guess, if you had to?",
    ],
  },
  {
    when: /\b(?:should|must|have to|need to|ought to|supposed to)\b/i,
    ask: [
      "What happens if it waits?",
      "Whose idea was that in the first place?",
      "What would make it easier?",
      "What is the first thing to do for it?",
      "What would come right after it?",
    ],
  },
  {
    when: /\b(?:want|wish|hope|would like|'d like|would love|'d love|dream|plan(?:ning)?|going to|trying to|decided|thinking (?:of|about) \w+ing)\b/i,
    ask: [
      "What would a first small step look like?",
      "What would be different once it is done?",
      "What has kept it from happening so far?",
      "Where did the idea come from?",
      "What would you need for it?",
    ],
  },
  {
    when: /\b(?:got|passed|won|finished|finally|managed|promoted|engaged|married|born|graduated|succeeded|celebrat\w+|proud)\b/i,
    ask: [
      "What did it take to get there?",
      "What was the moment like?",
      "What comes next?",
      "Who did you tell first?",
    ],
  },
  {
    when: /\bbecause\b/i,
    ask: [
      "What other reasons might there be?",
      "What follows from that?",
      "How did you come to see it so?",
      "What would change if that were not so?",
    ],
  },
  {
    when: /\b(?:remember|used to|years? ago|when I was|as a child|last (?:week|month|year|summer|winter|time)|yesterday)\b/i,
    ask: [
      "What brings it back now?",
      "What has changed since?",
      "What stayed with you most?",
      "Who else was part of it?",
    ],
  },
  {
    when: /\b(?:think|believe|guess|suppose|in my opinion|seems)\b/i,
    ask: [
      "What leads you to think so?",
      "What would somebody say who sees it differently?",
      "How sure are you, and what would make you surer?",
      "What follows if you are right?",
    ],
  },
  {
    when: /\b(?:love|like|enjoy|favou?rite|fan of)\b/i,
    ask: [
      "How did that begin?",
      "What is it about it that holds you?",
      "What does it remind you of?",
      "What would you show somebody who does not know it?",
    ],
  },
  {
    when: /\b(?:hate|can't stand|dislike|annoy\w*)\b/i,
    ask: [
      "What is the worst part of it?",
      "When did it begin?",
      "What would make it bearable?",
      "What do you do instead, when you can?",
    ],
  },
  {
    when: /\b(?:problems?|trouble|broken|doesn't work|doesn't \w+|failed|failing|wrong|difficult|hard|stuck)\b/i,
    ask: [
      "When did it begin?",
      "What have you already ruled out?",
      "What would it look like if it worked?",
      "What was the last thing that changed?",
    ],
  },
  {
    when: /\bmy (mother|mom|mum|father|dad|parents|brother|sister|son|daughter|kids?|children|husband|wife|partner|boyfriend|girlfriend|friends?|boss|manager|team|colleagues?|neighbou?rs?|teacher|family)\b/i,
    ask: [
      "What part do they play in this?",
      "What would they say about it?",
      "How do things stand between you?",
      "What would you like them to know?",
    ],
  },
];

const anything: Lines = [
  "What makes it matter today?",
  "What happened just before that?",
  "How did that come about?",
  "What would you like to come of it?",
  "Which part of it is on your mind most?",
  "What have you not written about it yet?",
  "What would a friend ask you about it first?",
  "What would a good outcome look like?",
  "What comes after that?",
  "How would you explain it to somebody new to it?",
  "What do you make of it yourself?",
  "What would you like to look at more closely?",
];

/** Reflects a statement in the person's own words, and asks one open question. Makes no claim about their feelings. */
export function listenTo(words: string, memory: Memory): string {
  const topic = topics.find(({ when }) => when.test(words));
  const found = topic === undefined ? "" : (topic.when.exec(words)?.[1] ?? "");
  const remark = topic?.say?.(found);
  const lead =
    remark === undefined || memory.previousAnswers.includes(remark)
      ? echo(words, memory)
      : `${echo(words, memory)} ${remark}`;
  return `${lead} ${openQuestion(memory, topic?.ask)}`;
}

/** A question that was not used before: one of the fitting ones, otherwise a general one. */
export function openQuestion(memory: Memory, fitting?: Lines): string {
  const fresh = fitting?.some((line) => !memory.previousAnswers.includes(line)) ?? false;
  return pick(fitting !== undefined && fresh ? fitting : anything, memory);
}
