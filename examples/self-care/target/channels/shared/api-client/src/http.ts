/** One connection to the frontend API: where it is and who is asking. */

export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`${path} answered ${status}`);
  }
}

interface Connection {
  origin: string;
  token: () => string;
}

let connection: Connection = { origin: "", token: () => "" };

/** Called once at start; the web leaves the origin empty, the app gives the host of its build. */
export function connect(origin: string, token: () => string): void {
  connection = { origin, token };
}

export async function request<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const response = await fetch(connection.origin + path, {
    method,
    headers: { Authorization: `Bearer ${connection.token()}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new RequestFailed(response.status, path);
  }
  return (await response.json()) as T;
}
