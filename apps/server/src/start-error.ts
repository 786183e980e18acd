/** The start failed for a reason that the person at the terminal can fix. */
export class StartError extends Error {
  override readonly name = "StartError";
}
