import { createReadStream } from 'node:fs';
import { FileError } from '../graph/file-error.js';
import type { Asset } from '../messenger/messages/asset.js';
import { contentDigest } from './content.js';

/**
 * A file of the project, for wherever a message takes a file or an attachment id. It is uploaded to a Page the first
 * time that Page sends it, and goes out by its id from then on: until its content changes, the id has had its time (80
 * of the platform's 90 days), or the platform does not take it any more.
 *
 * ```ts
 * await context.sendImage(asset('assets/logo.png'));
 * ```
 *
 * A send of it fails with a `FileError` where the file is missing, empty, of another kind than it is sent as, or larger
 * than that kind may be (8 MB for an image, 25 MB else); with a `GraphError` where the platform refuses the upload; with
 * an {@link AssetError} where nobody knows whether it arrived. Nothing was sent then.
 *
 * @param path Of the file, absolute or relative to the folder the process was started in.
 * @throws {FileError} at once, when it is no path.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 */
export function asset(path: string): Asset {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    throw new FileError('unusable', `asset(${JSON.stringify(path)}) names no file.`, {
      hint: "Give the path of a file: asset('assets/logo.png').",
    });
  }
  return {
    path,
    digest: (kind) => contentDigest(path, kind),
    open: () => createReadStream(path),
  };
}
