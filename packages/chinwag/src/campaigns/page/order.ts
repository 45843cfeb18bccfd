import type { IncomingMessage } from 'node:http';
import { ChinwagError } from '../../core/errors.js';
import type { CampaignControl } from '../campaign.js';
import type { Order } from './protocol.js';

/** No order is longer. */
const MOST_BYTES = 1_000;

export function give(campaign: CampaignControl, order: Order): Promise<void> {
  return order.type === 'rate' ? campaign.setRate(order.perSecond) : campaign[order.type]();
}

/** @throws {ChinwagError} when it is none. */
export async function readOrder(request: IncomingMessage): Promise<Order> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece;
    if (text.length > MOST_BYTES) throw noOrder();
  }
  return checkedOrder(parsed(text));
}

function checkedOrder(order: unknown): Order {
  if (typeof order !== 'object' || order === null || !('type' in order)) throw noOrder();
  const { type } = order;
  if (type === 'pause' || type === 'resume' || type === 'cancel') return { type };
  if (type !== 'rate' || !('perSecond' in order)) throw noOrder();
  return { type, perSecond: order.perSecond === null ? null : checkedRate(order.perSecond) };
}

/** @throws {ChinwagError} when nothing could be sent at this rate. */
export function checkedRate(given: unknown): number {
  const perSecond = typeof given === 'string' && given.trim() ? Number(given) : given;
  if (typeof perSecond === 'number' && Number.isFinite(perSecond) && perSecond > 0) return perSecond;
  throw new ChinwagError('usage', `${String(given)} is no rate`, {
    hint: 'Give a number of people a second, above 0; none for no limit.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noOrder();
  }
}

const noOrder = () =>
  new ChinwagError('usage', 'That is no order. There are pause, resume, cancel, and rate with perSecond.');
