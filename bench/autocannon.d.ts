/** The part of autocannon that is used; the package brings no types. */
declare module "autocannon" {
  type Request = { method: string; path: string; headers: Record<string, string>; body?: string };
  type Client = { setRequests(requests: Request[]): void };
  type Result = {
    "2xx": number;
    non2xx: number;
    errors: number;
    timeouts: number;
    /** Seconds that the load really took. */
    duration: number;
  };
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests: Request[];
    setupClient(client: Client): void;
  }): Promise<Result>;
  export default autocannon;
}
