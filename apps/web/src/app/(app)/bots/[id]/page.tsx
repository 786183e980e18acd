import { ChatbotPage } from "../../../../chatbot/bots/edit-page.tsx";

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ChatbotPage id={id} />;
}
