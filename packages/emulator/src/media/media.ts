/** A stored file. */
export interface Media {
  id: string;
  filename: string;
  /** Its MIME type. */
  type: string;
  size: number;
}

export type SavedMedia = Media & { base64: string };
