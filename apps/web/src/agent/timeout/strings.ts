/** Words of the timeout settings, of an agent and of one session. */
export const strings = {
  timeoutMinutes: "Minutes without activity",
  maxDurationMinutes: "Minutes at most, from the start",
  warningThresholdMinutes: "Minutes of warning before the end",
  autoRenew: "Renewed by each message",
  range: (min: number, max: number) => `${min} to ${max}`,
  byDefault: (value: string) => `Empty: ${value}, the server's default`,
  on: "On",
  off: "Off",
  serverDefault: (value: string) => `Server's default (${value})`,
};
