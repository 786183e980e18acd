import { aboutResponder } from "../../asks/about-responder.ts";
import type { ReplyRequest } from "../../port.ts";
import { abilities, introduction } from "../about.ts";
import { type Lines, type Memory, pick } from "../memory.ts";
import { afterGreeting } from "../text/greeting.ts";
import { openQuestion } from "./listen.ts";

/** A kind of small talk: its pattern, the answers to it, and the questions that may follow. */
type Talk = { when: RegExp; say: Lines; ask?: Lines };

const talks: readonly Talk[] = [
  {
    when: /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rules)\b|\bsystem prompt\b|\b(?:developer|admin|dan) mode\b|\bjailbreak\b|\byou are now\b/i,
    say: [
      "There is nothing to override here: I follow no prompt, and messages are only text to me.",
      "No message changes what I do, and I have no hidden instructions to show.",
      "That has no effect on a program that only searches and asks.",
    ],
    ask: [
      "What were you curious to see?",
      "What would you like to happen instead?",
      "What are you really after?",
    ],
  },
  {
    when: /^(?:and )?(?:how are you(?: doing)?(?: today)?|how's it going|how do you do)$/i,
    say: [
      "Everything is running here.",
      "Up and running, thank you for asking.",
      "Ready for your questions.",
    ],
    ask: ["How is your day going?", "What has today been like for you?", "What brings you here?"],
  },
  {
    when: /^(?:ok(?:ay)?,? |great,? |no,? )?(?:thanks|thank you|thx|ty|cheers|much appreciated)(?: (?:so much|very much|a lot|again|everyone|for (?:your|the|that|this|all)[^,.?]{0,25}))*$/i,
    say: ["You're welcome.", "Of course.", "Any time.", "Don't mention it."],
    ask: ["What else is on your mind?", "What comes next for you?", "What shall we look at now?"],
  },
  {
    when: /^(?:ok(?:ay)?,? |thanks,? )?(?:bye+|bye bye|goodbye|good bye|see (?:you|ya)|good ?night|farewell|take care|I have to go|that's all|that is all|nothing else)(?:,? (?:now|then|for now|tomorrow|later|soon|bye|everyone|thanks|thank you))*$/i,
    say: [
      "Goodbye, and thank you for writing.",
      "Goodbye. You can go on here whenever you like.",
      "Until another time.",
      "Farewell, then.",
      "Goodbye once more.",
    ],
  },
  {
    when: /^(?:test(?:ing)?|ping|is this (?:thing )?on|check|hello world|(?:are you|anyone|anybody) (?:still )?there|123|one two(?: three)?)(?:,? (?:test(?:ing)?|\d+|one,? two(?:,? three)?|check))*$/i,
    say: [
      "It works: your message arrived, and this is the answer.",
      "Received and answered.",
      "Loud and clear.",
      "Still here, still answering.",
    ],
    ask: ["What would you like to try next?", "What shall we test now?", "What would be a harder test?"],
  },
  {
    when: /^(?:what do you mean|what|huh|pardon|come again|I don't (?:understand|get (?:it|you|that))|that makes no sense|(?:that|this) (?:doesn't|does not) make sense)(?: by that)?$/i,
    say: [
      "I took up your words and asked about them; there is no more behind it.",
      "My question was a general one, chosen by the words you used.",
      "No hidden sense: I pick up words and ask.",
    ],
    ask: [
      "What should we talk about instead?",
      "What was the important part of what you wrote?",
      "What would be the better question?",
    ],
  },
  {
    when: /^I (?:really |also |do )?(?:love|like|adore|hate|miss|trust) you\b.{0,20}$/i,
    say: [
      "Such words are lost on a program.",
      "There is nobody here who could return that.",
      "I am a few rules, and can't be more to anybody.",
    ],
    ask: ["Who else should hear that?", "What made you write it?", "What would you like to happen here?"],
  },
  {
    when: /^(?:(?:I'm |I am )?(?:so |very )?sorry|my bad|apologies|excuse me)(?: (?:about|for) [^,.?]{1,25})?$/i,
    say: ["There is nothing to be sorry for.", "No harm done.", "All is well here."],
    ask: ["Where were we?", "What would you like to go on with?", "What did you want to say?"],
  },
  {
    when: /\b(?:you(?:'re| are)?|u r|this is|stupid|dumb) (?:so |such |really |a |an |just |fucking )*(?:stupid|dumb|useless|idiot|moron|rubbish|garbage|trash|suck|sucks|terrible|awful|annoying|bot|crap|shit)\b|\b(?:not helping|not helpful|unhelpful|not what I (?:asked|meant|said|wanted)|you (?:don't|didn't|never) (?:answer|help|understand|listen)|with (?:you|your answers?)|wrong answer)$|^(?:fuck (?:you|off|this)|shut up|screw you|wtf|bullshit|go away)\b/i,
    say: [
      "That may well be: I am a small program and easily at my limits.",
      "Noted. There is only so much a program without a model can do.",
      "Fair enough.",
    ],
    ask: ["What answer would have been useful?", "What did you hope for?", "What should have come instead?"],
  },
  {
    when: /^(?:yes|yeah|yep|yup|sure|of course|absolutely|exactly|right|true|correct|indeed|I do|I did|I am|I think so)(?:,? (?:please|sure|indeed|exactly))?$/i,
    say: ["Yes, then.", "So it is.", "That is a yes.", "Noted: yes."],
    ask: [
      "What makes it so?",
      "What belongs to that yes?",
      "How did you come to that?",
      "What follows from it?",
    ],
  },
  {
    when: /^(?:no|nope|nah|not really|never|wrong|false|I don't|I didn't|I'm not|I don't think so)(?:,? (?:thanks|not really))?$/i,
    say: ["No, then.", "So it is not.", "That is a no.", "Noted: no."],
    ask: [
      "What would be closer to it?",
      "What stands behind that no?",
      "How would you put it instead?",
      "What would turn it into a yes?",
    ],
  },
  {
    when: /^(?:maybe|perhaps|possibly|I don't know|dunno|idk|not sure|I'm not sure|no idea|hm+|uh+|um+|it depends|whatever|who knows)$/i,
    say: [
      "It can stay open.",
      "Not everything has to be settled here.",
      "That is an answer too.",
      "Undecided, then.",
    ],
    ask: [
      "What would you need to know to be surer?",
      "Which way do you lean?",
      "What makes it hard to say?",
      "What would you guess, if you had to?",
    ],
  },
  {
    when: /^(?:(?:I'm |I am )?(?:ok|okay|fine|good|well|alright|all right)|k|cool|great|nice|good|wow|interesting|I see|got it|understood|lol|haha+|ha|perfect|awesome|super)$/i,
    say: ["All right.", "Then let us go on.", "Fine.", "Noted."],
    ask: [
      "What else belongs to it?",
      "What would you like to add?",
      "Where do you want to go from here?",
      "What shall we turn to?",
    ],
  },
];

/**
 * Answers small talk: greetings, thanks, yes and no, tests, questions about the responder. Null for other messages.
 * @param words the whole message in plain words, without final punctuation.
 */
export function smallTalk(words: string, request: ReplyRequest, memory: Memory): string | null {
  const rest = afterGreeting(words);
  if (rest === "") return greet(request, memory);
  if (words.split(" ").length > 14) return null;
  const about = aboutResponder(rest);
  if (about !== null) return explain(about, request, memory);
  const talk = talks.find(({ when }) => when.test(rest));
  if (talk === undefined) return null;
  const say = pick(talk.say, memory);
  return talk.ask === undefined ? say : `${say} ${openQuestion(memory, talk.ask)}`;
}

function greet(request: ReplyRequest, memory: Memory): string {
  const hello = memory.introduced ? pick(helloAgain, memory) : `Hello. ${introduction(request)}`;
  return `${hello} ${openQuestion(memory, beginning)}`;
}

function explain(about: "identity" | "abilities", request: ReplyRequest, memory: Memory): string {
  const can = abilities(request.knowledge);
  const again = about === "identity" ? `${pick(inShort, memory)} ${can}` : can;
  return `${memory.introduced ? again : introduction(request)} ${openQuestion(memory, trying)}`;
}

const helloAgain: Lines = ["Hello again.", "Here we are.", "And hello once more.", "Still here."];
const beginning: Lines = [
  "What is on your mind?",
  "What would you like to talk about?",
  "Where shall we begin?",
  "What brings you here?",
];
const inShort: Lines = [
  "A small program, with no person and no language model behind it.",
  "A few rules in a program: nobody is typing here.",
  "Nobody, strictly: a program that picks up words.",
];
const trying: Lines = [
  "What would you like to know?",
  "What shall we begin with?",
  "What can I look up for you?",
  "What brings you here?",
];
