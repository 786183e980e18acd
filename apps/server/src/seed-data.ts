/** The demo data of `npm run seed`. */
export type SeedSession = {
  agent: string;
  userId: string;
  /** When it was created, in hours before the seeding. */
  hoursAgo: number;
  timeoutMinutes?: number;
  pinned?: boolean;
  messages: string[];
};

export type SeedPerson = {
  name: string;
  email: string;
  agents: { name: string; systemPrompt: string; knowledge: { title: string; text: string }[] }[];
  sessions: SeedSession[];
};

export const SEED_PASSWORD = "parley-demo";

const shop = {
  name: "Shop help",
  systemPrompt: "You answer customers of a small bicycle shop. Be friendly and exact.",
  knowledge: [
    {
      title: "Opening hours",
      text: "The shop is open Monday to Friday from 9:00 to 18:30 and Saturday from 10:00 to 16:00. It is closed on Sundays and public holidays.",
    },
    {
      title: "Returns",
      text: "Unused parts can be returned within 30 days with the receipt. Clothing can be exchanged within 14 days. Bicycles that were ridden can't be returned, but the first service within six weeks is free.",
    },
    {
      title: "Repairs",
      text: "A flat tyre is repaired while you wait, usually in 20 minutes, for 15 euros plus the tube. A full service takes two working days and costs 89 euros. Bring the bicycle before noon to have it the same week.",
    },
    {
      title: "Delivery",
      text: "We deliver assembled bicycles within 25 kilometres for free. Parts are posted the same day when ordered before 14:00 and arrive in one to three working days.",
    },
  ],
};

const coach = {
  name: "Study coach",
  systemPrompt: "You help students to plan their week and to keep going. Ask one question at a time.",
  knowledge: [
    {
      title: "Planning a week",
      text: "Write down what must be done and by when. Give each task a first step of at most 30 minutes. Leave one evening free: a plan without slack breaks on the first surprise.",
    },
    {
      title: "When it is too much",
      text: "Choose the one task with the nearest deadline, work on it for 25 minutes, rest for five, and then decide again. Tell the teacher early when a deadline can't be met.",
    },
  ],
};

const assistant = {
  name: "Assistant",
  systemPrompt: "You are a helpful assistant. Be clear, kind and brief.",
  knowledge: [],
};

const hours = ["When are you open on Saturday?", "And on Sunday?", "Thanks, see you then."];
const repair = [
  "My rear tyre is flat. How long does a repair take?",
  "What does it cost?",
  "Can I bring it **today** before noon?",
];
const returns = [
  "I bought gloves last week and they are too small. Can I change them?",
  "I still have the receipt.",
];
const delivery = ["How long do parts take to arrive?", "I ordered a chain at 13:30. Is it posted today?"];
const exam = [
  "I have three exams in two weeks and I do not know where to start.",
  "The first one is statistics.",
  "I can work in the evenings, except on Thursday.",
  "How do I plan a week?",
];
const tired = [
  "I'm tired and everything is too much at the moment.",
  "I have not slept well since Monday.",
  "I'll try that.",
];
const code = [
  "Can you look at this?\n\n```python\ndef total(items):\n    return sum(i.price for i in items if i.price > 0)\n```",
  "It should count free items too.",
];

export const SEED_PEOPLE: SeedPerson[] = [
  {
    name: "Ada Demo",
    email: "ada@example.com",
    agents: [shop, coach, assistant],
    sessions: [
      { agent: "Shop help", userId: "customer-1041", hoursAgo: 0.05, messages: repair },
      {
        agent: "Study coach",
        userId: "student-7",
        hoursAgo: 0.2,
        timeoutMinutes: 1440,
        pinned: true,
        messages: exam,
      },
      { agent: "Assistant", userId: "ada", hoursAgo: 0.3, timeoutMinutes: 240, messages: code },
      { agent: "Shop help", userId: "customer-1040", hoursAgo: 3, messages: hours },
      { agent: "Shop help", userId: "customer-1038", hoursAgo: 26, messages: returns },
      { agent: "Study coach", userId: "student-3", hoursAgo: 30, messages: tired },
      { agent: "Shop help", userId: "customer-1021", hoursAgo: 24 * 4, messages: delivery },
      { agent: "Shop help", userId: "customer-1013", hoursAgo: 24 * 9, messages: hours },
      { agent: "Study coach", userId: "student-2", hoursAgo: 24 * 40, messages: exam.slice(0, 2) },
    ],
  },
  {
    name: "Ben Demo",
    email: "ben@example.com",
    agents: [{ ...coach, name: "Tutor" }],
    sessions: [
      { agent: "Tutor", userId: "pupil-12", hoursAgo: 0.1, messages: tired },
      { agent: "Tutor", userId: "pupil-9", hoursAgo: 50, messages: exam },
    ],
  },
  { name: "Cleo Demo", email: "cleo@example.com", agents: [assistant], sessions: [] },
];
