/** What the platform refuses with: code, subcode and words. */
export interface Refusal {
  code: number;
  subcode?: number;
  /** Without the `(#code) ` that API errors carry in front. */
  message: string;
  type?: 'OAuthException' | 'GraphMethodException';
  /** True for errors about tokens and missing objects: their message has no `(#code) ` in front. */
  bare?: boolean;
  isTransient?: boolean;
}
