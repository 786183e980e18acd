import { CopyButton } from "../ui/copy-button.tsx";

/** The first four requests, ready to paste. They need curl and nothing else. */
function quickStart(baseUrl: string): string {
  return `BASE=${baseUrl}
TOKEN=$(curl -s $BASE/api/auth/sign-up/email -H 'content-type: application/json' \\
  -d '{"name":"Ada","email":"ada@example.com","password":"a long enough one"}' | sed 's/.*"token":"\\([^"]*\\).*/\\1/')
AGENT=$(curl -s $BASE/api/trpc/agent.agents.list -H "authorization: Bearer $TOKEN" | grep -o '"id":"[^"]*' | head -1 | cut -c7-)
SESSION=$(curl -s $BASE/api/messaging/sessions -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d "{\\"agentId\\":\\"$AGENT\\",\\"userId\\":\\"ada\\"}" | sed 's/.*"sessionId":"\\([^"]*\\).*/\\1/')
curl -s $BASE/api/messaging/sessions/$SESSION/messages -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' -d '{"content":"Hello","transport":"http"}'`;
}

/** The quick start with its copy button. */
export function QuickStart({ baseUrl }: { baseUrl: string }) {
  const text = quickStart(baseUrl);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-side">
      <div className="flex items-center justify-between gap-2 border-b border-line py-1 pr-1 pl-4 text-xs text-soft">
        sh
        <CopyButton text={text} />
      </div>
      <pre className="p-4 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">{text}</pre>
    </div>
  );
}
