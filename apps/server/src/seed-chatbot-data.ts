/** The demo's chatbots, clients and conversations, the same in every installation. */
export const SEED_CHATBOTS = [
  {
    name: "Shop help",
    role: "the help desk of a bicycle shop",
    description: "Answers what customers ask about orders, returns and repairs.",
    promptTemplate: "Be brief and friendly. Call {{client.name}} by their first name.",
    metadata: { greeting: "Hello, this is the shop. How can I help?" },
    knowledgeBase: [
      {
        title: "Returns",
        content:
          "You can return goods within 30 days of delivery, unused and in their box. We pay the money back within 5 working days. Helmets can't be returned once they were worn.",
      },
      {
        title: "Delivery",
        content:
          "Orders before 14:00 leave the same day. Delivery takes 2 to 3 working days and is free from 50 euros. You get a tracking link by email.",
      },
      {
        title: "Repairs",
        content:
          "The workshop is open Tuesday to Saturday from 10:00 to 18:00. An inspection costs 79 euros and takes two days. Flat tyres are repaired while you wait.",
      },
    ],
  },
  {
    name: "Course guide",
    role: "the guide of an evening school",
    description: "Helps people to find a course and to enrol.",
    promptTemplate: "",
    metadata: { greeting: "Welcome to the evening school." },
    knowledgeBase: [
      {
        title: "Enrolment",
        content:
          "Enrolment opens on the first of February and of August. You can enrol at the desk or online. A place is yours once the fee is paid.",
      },
      {
        title: "Fees",
        content:
          "A course of ten evenings costs 120 euros. Students and people out of work pay half. You can leave within two weeks and get the fee back.",
      },
    ],
  },
] as const;

export const SEED_CLIENTS = [
  {
    name: "Ada Lovelace",
    email: "ada@example.com",
    phoneNumber: "+44 20 7946 0101",
    metadata: { plan: "pro" },
  },
  { name: "Jürgen Groß", email: "juergen@example.com", phoneNumber: null, metadata: { city: "Köln" } },
  { name: "Mei Chen", email: "mei@example.com", phoneNumber: "+1 415 555 0117", metadata: {} },
  { name: "Olu Adeyemi", email: null, phoneNumber: "+234 803 555 0188", metadata: { plan: "basic" } },
  { name: "Sofía Núñez", email: "sofia@example.com", phoneNumber: null, metadata: {} },
  { name: "Tom Baker", email: "tom@example.com", phoneNumber: null, metadata: { note: "Prefers email" } },
] as const;

type SeedConversation = {
  /** An index in SEED_CHATBOTS. */
  chatbot: 0 | 1;
  title: string;
  questions: readonly string[];
  /** What the client thought of it, from 1 to 5: little of one without an answer. */
  rating: number;
};

/** The client's questions in one conversation each. */
export const SEED_CONVERSATIONS: readonly SeedConversation[] = [
  {
    chatbot: 0,
    title: "Sending a jacket back",
    questions: ["How long do I have to return a jacket?", "And when do I get my money back?"],
    rating: 5,
  },
  {
    chatbot: 0,
    title: "Where is my order",
    questions: ["How long does delivery take?", "Is it free?"],
    rating: 4,
  },
  {
    chatbot: 0,
    title: "Workshop hours",
    questions: ["When is the workshop open?", "What does an inspection cost?"],
    rating: 5,
  },
  { chatbot: 0, title: "Electric bikes", questions: ["Do you rent electric bikes by the week?"], rating: 2 },
  {
    chatbot: 1,
    title: "Enrolling",
    questions: ["When does enrolment open?", "Can I enrol online?", "Thanks"],
    rating: 5,
  },
  {
    chatbot: 1,
    title: "What a course costs",
    questions: ["What does a course of ten evenings cost?", "Do students pay less?"],
    rating: 4,
  },
  { chatbot: 1, title: "Parking", questions: ["Is there parking for bicycles at the school?"], rating: 3 },
];
