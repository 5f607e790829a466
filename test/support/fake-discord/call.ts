/** What the API says no with. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const invalid = (why: string): ApiError => new ApiError(400, 50_035, `Invalid Form Body: ${why}`);

export interface Upload {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown> | readonly unknown[] | null;
  readonly files: readonly Upload[];
  /** Of the whole request, in bytes. */
  readonly size: number;
  readonly authorized: boolean;
  readonly query: URLSearchParams;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

/** @throws ApiError */
export type Handler = (call: Call, ...ids: string[]) => Answer;
export type Route = readonly [method: string, path: RegExp, handler: Handler];
/** Told what Discord would refuse, or what we forbid ourselves. */
export type Broken = (what: string) => void;
