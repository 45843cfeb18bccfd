/** By its name, so that it is found also where another copy of the package has made the campaign. */
export const IS_SHARED = Symbol.for('chinwag.isShared');

/** A campaign that knows whether other processes can send along. */
export interface Shareable {
  [IS_SHARED](): Promise<boolean>;
}
