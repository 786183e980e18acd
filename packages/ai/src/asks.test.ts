import { describe, expect, test } from "vitest";
import { asksSomething, questionIn } from "./asks.ts";

const questions = [
  "What are your opening hours?",
  "what time do u close",
  "hi, do you ship to norway",
  "Hello there! Where is my order",
  "how do i reset my pasword",
  "How much is the blue one",
  "HOW LONG DOES DELIVERY TAKE",
  "can i return shoes i already wore",
  "is there parking near the shop",
  "is shipping free",
  "are dogs allowed",
  "why was my card charged twice",
  "whats the phone number of the ghent store",
  "who do I talk to about a refund",
  "which one is better for winter",
  "which size should i take",
  "which model is cheaper",
  "what do you offer for children?",
  "when will it arrive",
  "any update on order 4711",
  "Anyone know if the app works offline",
  "Tell me about the warranty",
  "please explain the fees to me",
  "I need to know whether you deliver on Saturdays.",
  "I'd like to know your prices",
  "i was wondering if you have gift cards",
  "I don't know how to cancel my subscription",
  "cant find where to change my address",
  "let me know when you open tomorrow",
  "I have a question about my invoice",
  "more info on the course please",
  "My parcel never came. What should I do now",
  "ok thanks. and how about returns",
  "so... could you check the status of my ticket",
  "Sorry, one more thing\nhow to export my data",
  "The boots are great! Do they come in brown? 😊",
  "You close at 6, right?",
  "price???",
  "What if I lose the receipt",
  "have you got this in size 43",
  "Dear team, does the ticket include breakfast",
  "don't you have it in red",
  "Wann haben Sie geöffnet",
  "was kostet der versand nach österreich",
  "kann ich meine bestellung stornieren",
  "Ich möchte wissen, ob Sie auch liefern",
  "Où est mon colis",
  "combien coûte la livraison",
  "est-ce que vous livrez en Suisse",
  "¿Cuánto cuesta",
  "donde está mi pedido",
  "como posso cancelar",
  "quanto costa la spedizione",
  "hoe laat sluiten jullie",
  "ile kosztuje wysyłka",
  "как вернуть товар",
  "Подскажите, сколько идет доставка",
  "πού είναι η παραγγελία μου;",
  "営業時間を教えてください",
  "配送にいくらかかりますか",
  "什么时候发货",
  "你们周末营业吗",
  "배송은 얼마나 걸리나요",
  "متى يصل طلبي",
  "כמה עולה משלוח",
  "मेरा ऑर्डर कब आएगा",
  "kargo ne kadar sürer",
];

const statements = [
  "",
  "   ",
  "???",
  "?!",
  "👍",
  "Hello",
  "hi there, how are you?",
  "what's up",
  "are you there?",
  "are you a real person?",
  "Who are you?",
  "what can you help me with?",
  "Can you help me?",
  "I feel so tired today",
  "I have three exams and I do not know where to start.",
  "Thanks, that helps a lot!",
  "ok",
  "Will do",
  "What a lovely shop",
  "what a day!",
  "How nice of you",
  "When I get home I will try it",
  "Where I live it rains a lot.",
  "Which is fine by me.",
  "Who knows",
  "Have a nice day",
  "Do the dishes first",
  "Can't wait!",
  "Is fine",
  "Was great, thank you",
  "Would be great",
  "My order number is 4711",
  "I want my money back.",
  "Please cancel my order",
  "Book me a table for two at seven",
  "See https://shop.example/search?q=boots&page=2",
  "`const a = b ? c : d`",
  "I told you what I wanted yesterday.",
  "Comment deleted",
  "Come on, be serious",
  "Wie besprochen: die Rechnung.",
  "Das ist sehr nett von Ihnen.",
  "Merci beaucoup",
  "Gracias, todo bien.",
  "Спасибо, все хорошо.",
  "ありがとうございます。",
  "谢谢你们",
];

describe("asksSomething", () => {
  test.each(questions)("is true for: %s", (message) => {
    expect(asksSomething(message)).toBe(true);
  });

  test.each(statements)("is false for: %s", (message) => {
    expect(asksSomething(message)).toBe(false);
  });

  test("finds a question at the end of a long message", () => {
    const filler = "We talked about the weather and the new kitchen. ".repeat(400);
    expect(asksSomething(filler)).toBe(false);
    expect(asksSomething(`${filler}What does the repair cost?`)).toBe(true);
  });

  test("reads any 10,000 characters in a few milliseconds", () => {
    for (const unit of [
      "what ",
      "how to ",
      "a",
      "?",
      "? ",
      "hi, ",
      "i really need to ",
      "ли ",
      "mi ",
      "\n",
      "- ",
    ]) {
      const text = unit.repeat(Math.ceil(10_000 / unit.length));
      const start = process.threadCpuUsage();
      asksSomething(text);
      expect(process.threadCpuUsage(start).user, unit).toBeLessThan(100_000);
    }
  });
});

test("questionIn returns the question as it was written", () => {
  expect(questionIn("Good morning. My boots came apart! Do you repair them? Thanks")).toBe(
    "Do you repair them?",
  );
  expect(questionIn("My boots came apart.")).toBeNull();
});
