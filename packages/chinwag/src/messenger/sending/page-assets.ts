import { ChinwagError } from '../../core/errors.js';
import type { AttachmentIds } from '../../core/storage/attachment-ids.js';
import type { BatchItem, BatchOptions, BatchResult, BatchResults } from '../../graph/batch.js';
import type { CallOptions } from '../../graph/call.js';
import { GraphError, type Outcome } from '../../graph/errors.js';
import type { Graph } from '../../graph/graph.js';
import { type AssetCall, AssetReference } from '../messages/asset.js';
import { isObject } from '../messages/field.js';
import { uploadAttachment } from '../resources/uploads.js';

const DAY = 24 * 3_600_000;
/** The platform keeps them for 90 days, and what goes out on the last of them may still be on its way. */
const LIFETIME = 80 * DAY;

/** An attachment's id is invalid, or another Page's. */
const REFUSED = { code: 100, subcode: 2018074 };

/** An asset has come to no id, and so the message was not sent. */
export class AssetError extends ChinwagError {
  /** As the bot wrote it. */
  readonly path: string;
  /** Of the message: that the upload may have arrived all the same does no harm. */
  readonly outcome: Outcome = 'notSent';

  constructor(path: string, cause: Error) {
    super('asset', `${path} could not be uploaded, and the message was not sent: ${cause.message}`, {
      hint: 'It is safe to send the message again; the file is then uploaded anew.',
      cause,
    });
    this.path = path;
  }
}

/** The id that a Page has an asset under, and what it is remembered by. */
interface Found {
  file: string;
  id: string;
}

type FoundAssets = ReadonlyMap<AssetReference, Found>;

/** Puts the ids in that Pages have assets under: each is uploaded once for each Page, and again when it has to be. */
export class PageAssets {
  #graph: Graph;
  #ids: AttachmentIds;
  /** Ids being found, so that whoever wants the same waits for the same. */
  #finding = new Map<string, Promise<string>>();

  constructor(graph: Graph, ids: AttachmentIds) {
    this.#graph = graph;
    this.#ids = ids;
  }

  /** Makes the call; once more with new ids if the platform refuses one. */
  async call<Result>(call: AssetCall<Result>, options: CallOptions): Promise<Result> {
    const found = await this.#find(call);
    try {
      return await this.#graph.call(complete(call, found), options);
    } catch (error) {
      if (!isRefusedId(error)) throw error;
    }
    return this.#callAnew(call, options, found);
  }

  /** Makes the calls as one; those that the platform refuses an id of once more, each by itself. */
  async batch<const Items extends readonly BatchItem[]>(
    items: Items,
    options: BatchOptions,
  ): Promise<BatchResults<Items>> {
    if (!items.some(hasAssets)) return this.#graph.batch(items, options);
    const { accessToken, ...how } = options;
    const calls = items.map(
      (item) => ({ ...item, accessToken: item.accessToken ?? accessToken }) as BatchItem,
    );
    const found = await Promise.all(calls.map((call) => this.#find(call)));
    const completed = calls.map((call, index) => complete(call, found[index]));
    const results = (await this.#graph.batch(completed, options)) as BatchResult[];
    const settling = calls.map(async (call, index) => {
      if (!isRepeatable(call) || !isRefused(results[index])) return;
      const [settled] = await Promise.allSettled([this.#callAnew(call, how, found[index])]);
      results[index] = settled;
    });
    await Promise.all(settling);
    return results as BatchResults<Items>;
  }

  async #callAnew<Result>(
    call: AssetCall<Result>,
    options: CallOptions,
    refused: FoundAssets = new Map(),
  ): Promise<Result> {
    for (const { file, id } of refused.values()) await this.#ids.forgetAttachmentId(file, id);
    return this.#graph.call(complete(call, await this.#find(call, refused)), options);
  }

  async #find({ assets = [], accessToken }: AssetCall, refused?: FoundAssets): Promise<FoundAssets> {
    const finding = assets.map(async (reference) => {
      const found = await this.#idOf(reference, accessToken, refused?.get(reference)?.id);
      return [reference, found] as const;
    });
    return new Map(await Promise.all(finding));
  }

  async #idOf(reference: AssetReference, token: string | undefined, refused?: string): Promise<Found> {
    const digest = await reference.asset.digest(reference.kind);
    const file = `${reference.kind}:${digest}:${this.#graph.pageOf(token)}`;
    const find = () => this.#together(file, () => this.#lookUp(reference, { file, digest, token }));
    const id = await find();
    // Whoever was looking it up already may have seen what has been forgotten since.
    return { file, id: id === refused ? await find() : id };
  }

  #together(file: string, find: () => Promise<string>): Promise<string> {
    const before = this.#finding.get(file);
    if (before) return before;
    const finding = find().finally(() => this.#finding.delete(file));
    this.#finding.set(file, finding);
    return finding;
  }

  async #lookUp(
    reference: AssetReference,
    { file, digest, token }: { file: string; digest: string; token: string | undefined },
  ): Promise<string> {
    const known = await this.#ids.attachmentId(file);
    if (known !== null) return known;
    const id = await this.#upload(reference, token);
    // Of a file that was written to meanwhile nobody knows which content has this id.
    if ((await reference.asset.digest(reference.kind)) === digest) {
      await this.#ids.keepAttachmentId(file, id, LIFETIME);
    }
    return id;
  }

  async #upload({ asset, kind }: AssetReference, accessToken: string | undefined): Promise<string> {
    const call = await uploadAttachment(kind, asset.open());
    try {
      const { attachmentId } = await this.#graph.call(accessToken ? { ...call, accessToken } : call);
      return attachmentId;
    } catch (error) {
      // Of the message it is known that it did not go out.
      const isUncertain = error instanceof Error && 'outcome' in error && error.outcome === 'unknown';
      throw isUncertain ? new AssetError(asset.path, error) : error;
    }
  }
}

function hasAssets(call: AssetCall): boolean {
  return call.assets !== undefined;
}

/** What others of its batch depend on, or what depends on them, cannot be made by itself. */
function isRepeatable({ assets, name, dependsOn }: BatchItem & AssetCall): boolean {
  return assets !== undefined && name === undefined && dependsOn === undefined;
}

function isRefused(result: BatchResult | undefined): boolean {
  return result?.status === 'rejected' && isRefusedId(result.reason);
}

function isRefusedId(error: unknown): boolean {
  return error instanceof GraphError && error.code === REFUSED.code && error.subcode === REFUSED.subcode;
}

/** The call with every id in its place. */
function complete<Call extends AssetCall>(call: Call, found: FoundAssets | undefined): Call {
  return found?.size ? { ...call, body: written(call.body, found) } : call;
}

function written(wire: unknown, found: FoundAssets): unknown {
  if (wire instanceof AssetReference) return found.get(wire)?.id;
  if (Array.isArray(wire)) return wire.map((each) => written(each, found));
  if (!isObject(wire)) return wire;
  return Object.fromEntries(Object.entries(wire).map(([key, each]) => [key, written(each, found)]));
}
