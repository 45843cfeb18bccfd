import type { GraphCall } from '../../graph/call.js';
import type { FileKind, FileSource } from '../../graph/file.js';

/**
 * A file that each Page has under an id of its own, which is found when it is sent. `asset('image.jpg')` of
 * `chinwag/assets` is one on disk.
 */
export interface Asset {
  /** What it is called in errors. */
  readonly path: string;
  /**
   * What tells its content from any other, at any time and in any process.
   * @throws {FileError} when it cannot be sent as this kind.
   */
  digest(kind: FileKind): Promise<string>;
  /** Opens it, for one upload. */
  open(): FileSource;
}

/** Where the id of an asset belongs in a wire form. */
export class AssetReference {
  readonly asset: Asset;
  readonly kind: FileKind;

  constructor(asset: Asset, kind: FileKind) {
    this.asset = asset;
    this.kind = kind;
  }
}

/** A call in whose body the ids of assets are missing. */
export interface AssetCall<Result = unknown> extends GraphCall<Result> {
  assets?: readonly AssetReference[];
}

/** By what it can do, for there may be two copies of Chinwag in a process. */
export function isAsset(value: unknown): value is Asset {
  if (typeof value !== 'object' || value === null) return false;
  const { digest, open } = value as Partial<Asset>;
  return typeof digest === 'function' && typeof open === 'function';
}
