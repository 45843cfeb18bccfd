/** `chinwag/assets`: files of the project, uploaded once for each Page. */

export type { Asset } from '../messenger/messages/asset.js';
export { AssetError } from '../messenger/sending/page-assets.js';
export { asset } from './asset.js';
