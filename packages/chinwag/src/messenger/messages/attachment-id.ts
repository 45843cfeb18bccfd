import type { FileKind } from '../../graph/file.js';
import { type Asset, AssetReference, isAsset } from './asset.js';
import { type Field, id } from './field.js';

/** The id of an attachment, or an asset of this kind, whose id is put in when it is sent. */
export function attachmentId(kind: FileKind): Field<string | Asset> {
  const known = id();
  return {
    write(value, findings) {
      if (!isAsset(value)) return known.write(value, findings);
      const reference = new AssetReference(value, kind);
      findings.refer(reference);
      return reference;
    },
  };
}
