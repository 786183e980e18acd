import type { RouterInputs } from "@parley/api/root";
import type { TimeoutValues } from "../timeout/fields.tsx";
import { fromValues, toValues } from "../timeout/values.ts";
import type { Agent } from "../types.ts";

/** The agent form's values. */
export type AgentValues = {
  name: string;
  systemPrompt: string;
  model: string;
  knowledge: { title: string; text: string }[];
  timeout: TimeoutValues;
};

export const emptyAgent: AgentValues = {
  name: "",
  systemPrompt: "",
  model: "",
  knowledge: [],
  timeout: toValues({}),
};

/** An agent as the form's values. */
export function toAgentValues(agent: Agent): AgentValues {
  return {
    name: agent.name,
    systemPrompt: agent.systemPrompt,
    model: agent.model ?? "",
    knowledge: agent.knowledge.map(({ title, text }) => ({ title, text })),
    timeout: toValues(agent.timeoutConfig),
  };
}

/** The form's values as the API's input. They must be valid. */
export function toAgentInput(values: AgentValues): RouterInputs["agent"]["agents"]["create"] {
  return {
    name: values.name,
    systemPrompt: values.systemPrompt,
    model: values.model.trim() || null,
    knowledge: values.knowledge,
    timeoutConfig: fromValues(values.timeout).config ?? {},
  };
}
