/** Words of the command menu. */
export const palette = {
  title: "Go to or do",
  placeholder: "Find a session, or type what to do",
  nothing: "Nothing fits. Try fewer letters.",
  go: "Go to",
  do: "Do",
  sessions: "Sessions",
  profile: "Profile and appearance",
  keys: "API keys",
  devices: "Devices",
  light: "Use the light theme",
  dark: "Use the dark theme",
  system: "Use the system's theme",
  shortcuts: "Show the keys",
  signOut: "Sign out",
};
